// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.study.StudyEvent;
import dev.sextant.studies.live.LiveView;
import dev.sextant.studies.live.Picture;
import dev.sextant.studies.live.StudyInSight;
import dev.sextant.studies.live.WatchedStudy;
import dev.sextant.studies.terminal.Cells;
import dev.sextant.studies.terminal.Line;
import dev.sextant.studies.terminal.Region;
import dev.sextant.studies.terminal.Screen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * A region at the bottom of the terminal, redrawn at most five times a second; lines that stay go above it.
 *
 * <p>A thread of its own draws, so that a terminal that stands still holds nobody up: events only change what there is
 * to be seen, and lines wait for the next drawing. Whatever ends the process in order shows the cursor again; where it
 * is killed, the launcher does.
 */
final class LiveProgress implements Progress {
    static final Duration REDRAW = Duration.ofMillis(200);

    /** Lines that wait for a terminal that stands still; of more it is told how many are missing. */
    private static final int MOST_WAITING = 1_000;

    private static final Duration LEAVE = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition over = lock.newCondition();
    private final StudyInSight inSight; // guarded by lock, as the next three
    private final List<String> waiting = new ArrayList<>();
    private long leftOut;
    private boolean closed;

    private final ReentrantLock drawing = new ReentrantLock();
    private final Region region; // guarded by drawing
    private final LiveView view;
    private final Screen screen;
    private final BooleanSupplier ours;
    private final Thread painter;
    private final Thread last = new Thread(this::showCursor, "cursor");
    private final Interrupts.Listening resizes;
    private final Interrupts.Listening stops;

    private LiveProgress(Console console, WatchedStudy study, BooleanSupplier ours) {
        this.inSight = new StudyInSight(study);
        this.screen = console.screen();
        this.view = new LiveView(study, console.glyphs());
        this.region = new Region(console.err(), console.colors().err());
        this.ours = ours;
        this.resizes = console.interrupts().onResize(screen::measure);
        this.stops = console.interrupts().onStop(this::leave, this::comeBack);
        this.painter = Thread.ofPlatform().daemon().name("progress").unstarted(this::paint);
    }

    /** Draws from now on. */
    static LiveProgress on(Console console, WatchedStudy study) {
        LiveProgress progress = new LiveProgress(console, study, Screen::ours);
        Runtime.getRuntime().addShutdownHook(progress.last);
        progress.painter.start();
        return progress;
    }

    @Override
    public void accept(StudyEvent event) {
        String words = Progress.words(event);
        long now = System.nanoTime();
        lock.lock();
        try {
            inSight.accept(event, now);
        } finally {
            lock.unlock();
        }
        if (!words.isEmpty()) line(words);
    }

    @Override
    public void line(String text) {
        lock.lock();
        try {
            for (String line : text.split("\\R", -1))
                if (waiting.size() < MOST_WAITING) waiting.add(Cells.printable(line));
                else leftOut++;
        } finally {
            lock.unlock();
        }
    }

    private void paint() {
        try {
            paintToTheEnd();
        } finally {
            // Whatever went wrong, the terminal is a person's again.
            drawing.lock();
            try {
                if (region.visible()) region.clear(List.of());
            } finally {
                drawing.unlock();
            }
        }
    }

    private void paintToTheEnd() {
        while (true) {
            List<String> lines;
            Picture picture;
            boolean ending;
            lock.lock();
            try {
                lines = new ArrayList<>(waiting);
                waiting.clear();
                if (leftOut > 0) lines.add("warning: " + leftOut + " lines are not shown");
                leftOut = 0;
                picture = inSight.picture(System.nanoTime());
                ending = closed;
            } finally {
                lock.unlock();
            }
            draw(lines, picture, ending);
            if (ending) return;
            lock.lock();
            try {
                if (!closed) over.awaitNanos(REDRAW.toNanos());
            } catch (InterruptedException hurry) {
                closed = true;
            } finally {
                lock.unlock();
            }
        }
    }

    private void draw(List<String> lines, Picture picture, boolean ending) {
        boolean nothing = picture.total() == 0 || !ours.getAsBoolean();
        Screen.Size size = screen.size();
        List<Line> drawn = ending || nothing ? List.of() : view.lines(picture, size);
        drawing.lock();
        try {
            if (ending) region.clear(lines);
            else region.draw(lines, drawn, size.columns());
        } finally {
            drawing.unlock();
        }
    }

    /** The process is about to stand still: the terminal is the shell's meanwhile. */
    private void leave() {
        drawing.lock();
        if (region.visible()) region.clear(List.of());
        try {
            // What was written has to reach the terminal before the shell does.
            Thread.sleep(LEAVE);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void comeBack() {
        drawing.unlock();
        screen.measure();
    }

    /** The process ends otherwise than by {@link #close}. Not waited for where the terminal stands still. */
    private void showCursor() {
        try {
            if (!drawing.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) return;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return;
        }
        // Kept locked: nothing is drawn after it.
        if (region.visible()) region.clear(List.of());
    }

    /** Everything that was to be said is said, and the region is gone, where the terminal takes it. */
    @Override
    public void close() {
        resizes.close();
        stops.close();
        lock.lock();
        try {
            closed = true;
            over.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            if (painter.join(PATIENCE)) Runtime.getRuntime().removeShutdownHook(last);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException ends) {
            // The process ends already, and the hook has run.
            return;
        }
    }
}
