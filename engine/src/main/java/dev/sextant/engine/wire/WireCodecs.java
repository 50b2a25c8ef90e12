// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

import dev.sextant.engine.study.Verdict;
import dev.sextant.engine.trial.Outcome;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** A codec for each type of message that is sent. The names are part of the format. */
final class WireCodecs {
    static final List<WireCodec<?>> ALL = List.of(
            new WireCodec<>(Pull.class, "sextant.pull", WireCodecs::write, WireCodecs::readPull),
            new WireCodec<>(Work.class, "sextant.work", WireCodecs::write, WireCodecs::readWork),
            new WireCodec<>(Beat.class, "sextant.beat", WireCodecs::write, WireCodecs::readBeat),
            new WireCodec<>(Beaten.class, "sextant.beaten", WireCodecs::write, WireCodecs::readBeaten),
            new WireCodec<>(Result.class, "sextant.result", WireCodecs::write, WireCodecs::readResult),
            new WireCodec<>(Broke.class, "sextant.broke", WireCodecs::write, WireCodecs::readBroke),
            new WireCodec<>(Release.class, "sextant.release", WireCodecs::write, WireCodecs::readRelease),
            new WireCodec<>(Received.class, "sextant.received", WireCodecs::write, WireCodecs::readReceived),
            new WireCodec<>(Epochs.class, "sextant.epochs", WireCodecs::write, WireCodecs::readEpochs),
            new WireCodec<>(Notice.class, "sextant.notice", WireCodecs::write, WireCodecs::readNotice),
            new WireCodec<>(Join.class, "sextant.join", WireCodecs::write, WireCodecs::readJoin),
            new WireCodec<>(Welcome.class, "sextant.welcome", WireCodecs::write, WireCodecs::readWelcome),
            new WireCodec<>(Refused.class, "sextant.refused", WireCodecs::write, WireCodecs::readRefused),
            new WireCodec<>(Fetch.class, "sextant.fetch", WireCodecs::write, WireCodecs::readFetch),
            new WireCodec<>(Chunk.class, "sextant.chunk", WireCodecs::write, WireCodecs::readChunk),
            new WireCodec<>(Keep.class, "sextant.keep", WireCodecs::write, WireCodecs::readKeep),
            new WireCodec<>(Kept.class, "sextant.kept", (_, _) -> {}, _ -> new Kept()));

    private WireCodecs() {}

    private static void write(Encoder out, Pull pull) {
        out.text(pull.worker());
        out.whole(pull.incarnation());
        out.whole(pull.credits());
        out.whole(pull.idle());
    }

    private static Pull readPull(Decoder in) {
        return new Pull(in.text(), in.whole(), in.number(), in.number());
    }

    private static void write(Encoder out, Work work) {
        out.list(work.tasks(), WireLimits.ENTRIES, "tasks", TaskLayout::write);
    }

    private static Work readWork(Decoder in) {
        return new Work(in.list(WireLimits.ENTRIES, TaskLayout.TASK, "tasks", TaskLayout::readTask));
    }

    private static void write(Encoder out, Beat beat) {
        out.again(beat.worker());
        out.whole(beat.incarnation());
        out.list(beat.held(), WireLimits.ENTRIES, "attempts", (_, held) -> {
            TaskLayout.write(out, held.attempt());
            out.whole(held.epochs());
        });
    }

    private static Beat readBeat(Decoder in) {
        return new Beat(
                in.again(),
                in.whole(),
                in.list(
                        WireLimits.ENTRIES,
                        TaskLayout.ATTEMPT + 1,
                        "attempts",
                        _ -> new Beat.Held(TaskLayout.readAttempt(in), in.number())));
    }

    private static void write(Encoder out, Beaten beaten) {
        TaskLayout.writeAll(out, beaten.extended());
        TaskLayout.writeAll(out, beaten.cancelled());
        TaskLayout.writeAll(out, beaten.unknown());
    }

    private static Beaten readBeaten(Decoder in) {
        return new Beaten(TaskLayout.readAll(in), TaskLayout.readAll(in), TaskLayout.readAll(in));
    }

    private static void write(Encoder out, Result result) {
        TaskLayout.write(out, result.attempt());
        int position = out.position();
        try {
            OutcomeLayout.write(out, result.outcome());
        } catch (UnfitMessageException unfit) {
            // It would be sent again for ever, and its trial run again for ever.
            out.back(position);
            OutcomeLayout.write(
                    out, new Outcome.Failed("what came of it cannot be sent to the coordinator: " + unfit.words()));
        }
    }

    private static Result readResult(Decoder in) {
        return new Result(TaskLayout.readAttempt(in), OutcomeLayout.read(in));
    }

    private static void write(Encoder out, Broke broke) {
        TaskLayout.write(out, broke.attempt());
        out.text(broke.message());
    }

    private static Broke readBroke(Decoder in) {
        return new Broke(TaskLayout.readAttempt(in), in.text());
    }

    private static void write(Encoder out, Release release) {
        TaskLayout.writeAll(out, release.attempts());
    }

    private static Release readRelease(Decoder in) {
        return new Release(TaskLayout.readAll(in));
    }

    private static void write(Encoder out, Received received) {
        out.octet(
                switch (received.verdict()) {
                    case ACCEPTED -> 0;
                    case DUPLICATE -> 1;
                    case STALE -> 2;
                    case CONFLICT -> 3;
                });
    }

    private static Received readReceived(Decoder in) {
        int verdict = in.octet();
        return new Received(
                switch (verdict) {
                    case 0 -> Verdict.ACCEPTED;
                    case 1 -> Verdict.DUPLICATE;
                    case 2 -> Verdict.STALE;
                    case 3 -> Verdict.CONFLICT;
                    default -> throw in.unfit("a verdict is %d, which there is not".formatted(verdict));
                });
    }

    private static void write(Encoder out, Epochs epochs) {
        out.list(epochs.latest(), WireLimits.ENTRIES, "epochs", (_, epoch) -> {
            TaskLayout.write(out, epoch.attempt());
            out.whole(epoch.epoch());
            out.real(epoch.value());
        });
    }

    private static Epochs readEpochs(Decoder in) {
        return new Epochs(in.list(
                WireLimits.ENTRIES,
                TaskLayout.ATTEMPT + 9,
                "epochs",
                _ -> new Epochs.Epoch(TaskLayout.readAttempt(in), in.number(), in.real())));
    }

    private static void write(Encoder out, Notice notice) {
        TaskLayout.write(out, notice.attempt());
        out.text(notice.message());
    }

    private static Notice readNotice(Decoder in) {
        return new Notice(TaskLayout.readAttempt(in), in.text());
    }

    private static void write(Encoder out, Join join) {
        out.text(join.worker());
        out.whole(join.incarnation());
        out.text(join.version());
        out.whole(join.slots());
    }

    private static Join readJoin(Decoder in) {
        return new Join(in.text(), in.whole(), in.text(), in.number());
    }

    private static void write(Encoder out, Welcome welcome) {
        out.text(welcome.parcel());
        out.whole(welcome.term());
    }

    private static Welcome readWelcome(Decoder in) {
        return new Welcome(in.text(), in.whole());
    }

    private static void write(Encoder out, Refused refused) {
        out.text(refused.message());
    }

    private static Refused readRefused(Decoder in) {
        return new Refused(in.text());
    }

    private static void write(Encoder out, Fetch fetch) {
        out.text(fetch.name());
        out.whole(fetch.offset());
    }

    private static Fetch readFetch(Decoder in) {
        return new Fetch(in.text(), in.whole());
    }

    private static void write(Encoder out, Chunk chunk) {
        out.whole(chunk.size());
        out.bytes(chunk.bytes().getBytes(), Chunk.MOST, "bytes of content");
    }

    private static Chunk readChunk(Decoder in) {
        long size = in.whole();
        return new Chunk(Buffer.buffer(in.bytes(Chunk.MOST, "bytes of content")), size);
    }

    private static void write(Encoder out, Keep keep) {
        out.whole(keep.trial());
        out.whole(keep.epoch());
        out.whole(keep.offset());
        out.whole(keep.size());
        out.bytes(keep.bytes().getBytes(), Chunk.MOST, "bytes of content");
    }

    private static Keep readKeep(Decoder in) {
        return new Keep(
                in.whole(),
                in.number(),
                in.whole(),
                in.whole(),
                Buffer.buffer(in.bytes(Chunk.MOST, "bytes of content")));
    }
}
