// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.config.Config;
import dev.sextant.engine.random.Draws;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two nodes of a real cluster, on the loopback interface. */
class ClusteredBusIT {
    private static final String ECHO = "echo";
    private static final DeliveryOptions SOON = new DeliveryOptions().setSendTimeout(5_000);

    private static final BlockingQueue<Wire> HEARD = new LinkedBlockingQueue<>();
    private static final BlockingQueue<Throwable> THROWN = new LinkedBlockingQueue<>();

    private static Vertx sender = Vertx.vertx();
    private static Vertx receiver = Vertx.vertx();

    /** Writes what no codec of ours would, under the name of one. */
    private record Liar(String name) implements MessageCodec<Buffer, Buffer> {
        @Override
        public void encodeToWire(Buffer buffer, Buffer lie) {
            buffer.appendBuffer(lie);
        }

        @Override
        public Buffer decodeFromWire(int position, Buffer buffer) {
            throw new AssertionError("nobody is lied to here");
        }

        @Override
        public Buffer transform(Buffer lie) {
            return lie;
        }

        @Override
        public byte systemCodecID() {
            return -1;
        }
    }

    @BeforeAll
    static void begin() throws Exception {
        sender.close().await();
        receiver.close().await();
        int first = freePort();
        int second = freePort();
        sender = node(first, second);
        receiver = node(second, first);
        Wire.register(receiver.eventBus());
        receiver.exceptionHandler(THROWN::add);
        receiver.eventBus()
                .consumer(ECHO, message -> {
                    Wire heard = Wire.of(message);
                    HEARD.add(heard);
                    // What was not understood is not answered.
                    if (!(heard instanceof Unreadable)) message.reply(heard);
                })
                .completion()
                .await();
        awaitRoute();
    }

    /** A node hears of another's consumers a moment later. */
    private static void awaitRoute() throws InterruptedException {
        DeliveryOptions quick = new DeliveryOptions().setSendTimeout(100);
        for (int i = 0; i < 200 && HEARD.isEmpty(); i++) {
            try {
                sender.eventBus().request(ECHO, "there?", quick).await();
            } catch (ReplyException unheard) {
                Thread.sleep(25);
            }
        }
        assertFalse(HEARD.isEmpty(), "the nodes did not find each other");
        HEARD.clear();
        Wire.register(sender.eventBus());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Vertx node(int port, int other) {
        Config config = ConfigUtil.loadConfig();
        config.setClusterName("sextant-wire-" + ProcessHandle.current().pid());
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "none");
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        var network = config.getNetworkConfig();
        network.setPort(port).setPortAutoIncrement(false);
        network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        network.getJoin().getAutoDetectionConfig().setEnabled(false);
        network.getJoin().getMulticastConfig().setEnabled(false);
        network.getJoin().getTcpIpConfig().setEnabled(true).addMember("127.0.0.1:" + other);
        return Vertx.builder()
                .withClusterManager(new HazelcastClusterManager(config))
                .with(new VertxOptions()
                        .setEventBusOptions(
                                new EventBusOptions().setHost("127.0.0.1").setClusterPingInterval(5_000)))
                .buildClustered()
                .await();
    }

    @AfterAll
    static void end() {
        sender.close().await();
        receiver.close().await();
    }

    @Test
    void everyMessageAndItsAnswerGoToAnotherNodeAndBack() {
        long seed = 20_261_126;
        RandomMessages random = new RandomMessages(new Draws(seed, 0).of("cluster"));
        for (int turn = 0; turn < 20 * RandomMessages.TYPES; turn++) {
            Wire message = random.message(turn);
            Wire answer =
                    Wire.of(sender.eventBus().<Wire>request(ECHO, message, SOON).await());
            assertArrayEquals(Bytes.of(message), Bytes.of(answer), "seed %d: %s".formatted(seed, message));
        }
        HEARD.clear();
    }

    /** Under the name of a codec, or as something that Vert.x can carry by itself. */
    @Test
    void whatIsNoMessageHarmsNeitherTheReceiverNorTheConnection() throws InterruptedException {
        EventBus liar = sender.eventBus();
        liar.registerCodec(new Liar("lie"));
        liar.unregisterDefaultCodec(Pull.class);
        liar.registerCodec(new Liar("sextant.pull"));
        DeliveryOptions lying = new DeliveryOptions().setCodecName("sextant.pull");
        liar.send(ECHO, Buffer.buffer("nonsense"), lying);
        assertEquals(
                "a message of type sextant.pull cannot be read: it is in format 110, and this Sextant reads format 1. "
                        + "Run one version of Sextant on all machines.",
                unreadable());
        liar.send(ECHO, Buffer.buffer(), lying);
        assertEquals(
                "a message of type sextant.pull cannot be read: nothing stands where it should begin", unreadable());
        liar.send(ECHO, "text");
        assertEquals("what came to echo is no message of Sextant's: String", unreadable());
        liar.send(ECHO, null);
        assertEquals("what came to echo is no message of Sextant's: nothing", unreadable());
        // A codec that the receiver does not have is answered by its bus.
        ReplyException unknown = assertThrows(
                ReplyException.class,
                () -> liar.request(ECHO, Buffer.buffer("x"), new DeliveryOptions(SOON).setCodecName("lie"))
                        .await());
        assertTrue(
                String.valueOf(unknown.getMessage()).contains("No message codec registered with name lie"),
                unknown::toString);
        liar.unregisterCodec("sextant.pull");
        liar.registerDefaultCodec(Pull.class, Bytes.codec(new Pull("", 0, 0, 0)));
        Pull pull = new Pull("still here", 1, 2, 3);
        assertEquals(pull, Wire.of(liar.request(ECHO, pull, SOON).await()));
        assertTrue(THROWN.isEmpty(), THROWN::toString);
    }

    private static String unreadable() throws InterruptedException {
        Wire heard = HEARD.poll(5, TimeUnit.SECONDS);
        return assertInstanceOf(Unreadable.class, heard).message();
    }
}
