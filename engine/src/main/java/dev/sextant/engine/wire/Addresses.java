// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

/**
 * Where the messages to one coordinator go. In a cluster the addresses carry the study and the coordinator's term, so
 * that nobody talks to the coordinator of another study, nor to one that another has taken over from: there is nobody
 * at those addresses, which the sender learns at once.
 */
public final class Addresses {
    /** Those of a coordinator that is heard in its own process alone. */
    public static final Addresses LOCAL = new Addresses("");

    /** Digits of the parcel's digest: enough that two studies never share them by chance. */
    private static final int DIGITS = 16;

    private final String pull;
    private final String result;
    private final String beat;
    private final String epochs;
    private final String notice;
    private final String content;
    private final String over;

    private Addresses(String scope) {
        pull = Wire.PULL + scope;
        result = Wire.RESULT + scope;
        beat = Wire.BEAT + scope;
        epochs = Wire.EPOCHS + scope;
        notice = Wire.NOTICE + scope;
        content = Wire.CONTENT + scope;
        over = Wire.OVER + scope;
    }

    /**
     * Those of a study in a cluster.
     *
     * @param parcel its digest, see {@link Welcome}
     * @param term its coordinator's
     */
    public static Addresses of(String parcel, long term) {
        return new Addresses("." + parcel.substring(0, Math.min(DIGITS, parcel.length())) + "." + term);
    }

    public String pull() {
        return pull;
    }

    public String result() {
        return result;
    }

    public String beat() {
        return beat;
    }

    public String epochs() {
        return epochs;
    }

    public String notice() {
        return notice;
    }

    public String content() {
        return content;
    }

    /** Where nodes hear that this coordinator has no more work for anybody. */
    public String over() {
        return over;
    }

    /** Where a message that a node sends goes. */
    public String of(Wire message) {
        return switch (message) {
            case Pull _ -> pull;
            case Result _, Broke _, Release _ -> result;
            case Beat _ -> beat;
            case Epochs _ -> epochs;
            case Notice _ -> notice;
            case Join _ -> Wire.JOIN;
            case Fetch _, Keep _ -> content;
            case Work _, Beaten _, Received _, Welcome _, Refused _, Chunk _, Kept _, Unreadable _ ->
                throw new IllegalArgumentException("nothing that a node sends: " + message);
        };
    }

    @Override
    public String toString() {
        return "addresses like " + pull;
    }
}
