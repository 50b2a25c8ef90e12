// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A file on its way to a client: whoever writes waits until the client has taken the piece before, so that of the
 * longest file one piece is in memory. The answer begins with the first piece; until then it can still be an error.
 *
 * <p>Threads: the writer's, which it holds up; never the event loop.
 */
final class Download extends OutputStream {
    private static final int PIECE = 32 << 10;

    private final Context loop;
    private final HttpServerResponse response;
    private final Duration stall;
    private final byte[] piece = new byte[PIECE];
    private int length;

    Download(Context loop, HttpServerResponse response, Duration stall) {
        this.loop = loop;
        this.response = response;
        this.stall = stall;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        int at = from;
        int rest = count;
        while (rest > 0) {
            int part = Math.min(rest, PIECE - length);
            System.arraycopy(bytes, at, piece, length, part);
            length += part;
            at += part;
            rest -= part;
            if (length == PIECE) pass();
        }
    }

    /** Sends what is left. Does not end the answer: only whoever knows that the file is whole may do that. */
    @Override
    public void close() throws IOException {
        if (length > 0) pass();
    }

    private void pass() throws IOException {
        Buffer buffer = Buffer.buffer(length).appendBytes(piece, 0, length);
        length = 0;
        CompletableFuture<Void> taken = new CompletableFuture<>();
        loop.runOnContext(_ -> {
            if (response.closed()) taken.completeExceptionally(new IOException("the client went away"));
            else
                response.write(buffer).onComplete(done -> {
                    if (done.succeeded()) taken.complete(null);
                    else taken.completeExceptionally(done.cause());
                });
        });
        try {
            taken.get(stall.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException gone) {
            throw new IOException("the client went away", gone);
        } catch (TimeoutException slow) {
            throw new IOException("the client takes nothing", slow);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
