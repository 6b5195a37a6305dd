package dev.lacuna.engine.scenario;

/** What is made of a measure's values over the trials. Only those that the number of trials supports get a verdict. */
public enum Statistic {
    MAX,
    MIN,
    MEDIAN,
    P90,
    P95,
    P99
}
