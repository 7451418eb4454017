package ai.aim2balance.metering.it.proof;

/** Hears of everything that is asked, before it is, and of every answer, after it was given. Thread-safe. */
interface Journal {
    void asked(Ask ask);

    void answered(Ask ask, Answer answer);
}
