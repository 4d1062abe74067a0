package io.mcv.cli;

import io.mcv.client.HostEnvironment;
import io.mcv.client.McvClient;

/**
 * What a command works with.
 *
 * @param console where it writes
 * @param client what does the work
 * @param environment what its defaults depend on
 */
record Context(Console console, McvClient client, HostEnvironment environment) {}
