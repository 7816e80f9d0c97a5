package dev.heddle.spec;

final class Placeholder {}
