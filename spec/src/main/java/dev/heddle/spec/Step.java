package dev.heddle.spec;

/**
 * One transition of the model.
 *
 * @param before the moment before
 * @param agent who did it, by its number among all agents
 * @param action what it was
 * @param after the moment after
 */
public record Step(Model before, int agent, Action action, Model after) {}
