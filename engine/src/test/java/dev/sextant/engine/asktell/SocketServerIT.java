// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.asktell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.store.MemoryStore;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Objective;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SocketServerIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMillis(300);

    @TempDir
    Path folder;

    private final LinkedBlockingQueue<String> words = new LinkedBlockingQueue<>();
    private final List<Client> clients = new ArrayList<>();
    private ServerSocketChannel listening;
    private SocketServer server;
    private CompletableFuture<Void> served;

    /** A study of ten trials, four at a time. */
    @BeforeEach
    void serve() throws Exception {
        AskTell study = new AskTell(
                ProgramStudy.spec(
                        JSON.readTree("{\"x\": {\"range\": 1}}"),
                        Goals.of(new Objective("value", Direction.MINIMIZE)),
                        4),
                (view, trial, draws) -> new Proposal(view.space().fromUnit(new double[] {trial / 16.0}), Note.EMPTY),
                null,
                new MemoryStore(),
                words::add);
        listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(folder.resolve("s")));
        String ranking = "{\"long\":\"" + "x".repeat(1 << 16) + "\"}";
        server = new SocketServer(
                study,
                () -> new Conversation(study, () -> ranking),
                listening,
                System::nanoTime,
                PATIENCE.toNanos(),
                words::add);
        served = CompletableFuture.runAsync(
                () -> {
                    try {
                        server.serve();
                    } catch (Exception broken) {
                        throw new IllegalStateException(broken);
                    }
                },
                task -> Thread.ofPlatform().daemon().start(task));
    }

    @AfterEach
    void end() throws Exception {
        for (Client client : clients) client.channel.close();
        server.stop();
        served.get(10, TimeUnit.SECONDS);
        server.close();
        listening.close();
    }

    private final class Client {
        private final SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        private final BufferedReader in;

        Client() throws IOException {
            channel.connect(UnixDomainSocketAddress.of(folder.resolve("s")));
            in = new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
            clients.add(this);
        }

        Client say(String text) throws IOException {
            return say(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        }

        Client say(byte[] bytes) throws IOException {
            for (ByteBuffer left = ByteBuffer.wrap(bytes); left.hasRemaining(); ) channel.write(left);
            return this;
        }

        String answer() throws IOException {
            String line = in.readLine();
            return line == null ? "nothing" : line.replace('"', '\'');
        }

        String ask(String line) throws IOException {
            return say(line + "\n").answer();
        }
    }

    private static String trial(int number) {
        return "{'trial':%d,'parameters':{'x':%s},'note':{}}".formatted(number, number == 0 ? 0.5 : number / 16.0);
    }

    @Test
    void whatOneAskedForAnotherMayTell() throws Exception {
        Client one = new Client();
        Client other = new Client();
        assertEquals(trial(0), one.ask("{'ask': 1}"));
        assertEquals(trial(1), other.ask("{'ask': 1}"));
        one.channel.close();
        assertEquals("{'pending':[%s,%s]}".formatted(trial(0), trial(1)), other.ask("{'pending': {}}"));
        assertEquals("{'ok':0}", other.ask("{'tell': {'trial': 0, 'value': 1}}"));
        assertEquals(
                "{'error':'trial 0 was told before and differently (completed with 1.0), which stands'}",
                new Client().ask("{'tell': {'trial': 0, 'value': 2}}"));
    }

    @Test
    void aClientThatStopsHasItsAnswersAndNobodyElseIsEnded() throws Exception {
        Client one = new Client();
        Client other = new Client();
        one.say("{'ask': 1}\n{'ask': 1}\n{'stop': {}}\n{'ask': 1}\n");
        assertEquals(trial(0), one.answer());
        assertEquals(trial(1), one.answer());
        assertNull(one.in.readLine());
        assertEquals(trial(2), other.ask("{'ask': 1}"));
    }

    @Test
    void itEndsWhenTheStudyIsCompleteAndAllHaveLeft() throws Exception {
        Client one = new Client();
        for (int trial = 0; trial < 10; trial++) {
            assertEquals(trial(trial), one.ask("{'ask': 1}"));
            assertEquals("{'ok':%d}".formatted(trial), one.ask("{'tell': {'trial': %d, 'value': 1}}".formatted(trial)));
        }
        assertEquals("{'error':'the budget is spent: all 10 trials were asked for'}", one.ask("{'ask': 1}"));
        assertTrue(!served.isDone());
        one.channel.close();
        served.get(10, TimeUnit.SECONDS);
    }

    @Test
    void aClientThatReadsNothingIsCutOffAndHoldsNobodyUp() throws Exception {
        Client deaf = new Client();
        byte[] ranks = "{\"rank\":{}}\n".repeat(1000).getBytes(StandardCharsets.UTF_8);
        deaf.say(ranks);
        Client other = new Client();
        assertEquals(trial(0), other.ask("{'ask': 1}"));
        assertEquals("client 1 has read none of its answers for 0 s and is cut off", words.poll(10, TimeUnit.SECONDS));
        assertEquals(trial(1), other.ask("{'ask': 1}"));
    }

    @Test
    void aClientThatReadsSlowlyGetsEveryAnswer() throws Exception {
        Client slow = new Client();
        for (int i = 0; i < 100; i++) slow.say("{'rank':{}}\n");
        slow.say("{'ask': 9}\n");
        for (int i = 0; i < 100; i++) assertEquals(1 << 16, slow.answer().length() - "{'rank':{'long':''}}".length());
        for (int i = 0; i < 4; i++) assertEquals(trial(i), slow.answer());
        assertTrue(slow.answer().startsWith("{'error':'trial 0 must be told first"));
    }

    @Test
    void moreClientsThanThereMayBeAreToldSo() throws Exception {
        List<Client> all = new ArrayList<>();
        for (int i = 0; i < SocketServer.MOST_CLIENTS; i++) all.add(new Client());
        assertEquals("{'best':null}", all.getLast().ask("{'best': {}}"));
        Client more = new Client();
        assertEquals(
                "{'error':'64 clients speak with this study, and no more can: come again when one has left'}",
                more.answer());
        assertNull(more.in.readLine());
        all.getFirst().channel.close();
        assertEquals("{'best':null}", all.getLast().ask("{'best': {}}"));
        assertEquals("{'best':null}", new Client().ask("{'best': {}}"));
    }

    @Test
    void whatIsNoCommandIsAnsweredAndTheNextLineIsHeard() throws Exception {
        Client one = new Client();
        one.say("{'tell': '" + "x".repeat(10 << 20) + "'}\n");
        assertEquals(
                "{'error':'the line has more than 1048576 bytes; a line holds one command, such as {\\'ask\\': 1}'}",
                one.answer());
        one.say(new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}', '\n'});
        assertTrue(one.answer().startsWith("{'error':'not JSON: "));
        assertEquals(trial(0), one.ask("{'ask': 1}"));
        one.say("{'tell': {'trial': 0, 'val");
        one.channel.shutdownOutput();
        assertTrue(one.answer().startsWith("{'error':'not JSON: "));
        assertNull(one.in.readLine());
        assertEquals("{'pending':[%s]}".formatted(trial(0)), new Client().ask("{'pending': {}}"));
    }

    @Test
    void whatWasSaidBeforeAClientWentIsDone() throws Exception {
        Client one = new Client();
        one.say("{'ask': 1}\n{'tell': {'trial': 0, 'value': 1}}\n");
        one.channel.close();
        Client other = new Client();
        assertTrue(other.ask("{'best': {}}").startsWith("{'best':{'trial':0,'value':1.0,"));
    }
}
