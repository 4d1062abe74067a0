package io.mcv.gpu.model;

import org.jspecify.annotations.Nullable;

/**
 * What the configuration space of a PCI function tells, and where it is attached.
 *
 * @param address where it sits
 * @param classCode class, subclass and programming interface, 24 bits: {@code 0x030200} is a 3D
 *     controller
 * @param vendor 16 bits, such as {@code 0x10de}
 * @param device 16 bits
 * @param subsystemVendor 16 bits, 0 where it is not told
 * @param subsystemDevice 16 bits, 0 where it is not told
 * @param revision 8 bits
 * @param numaNode the node that is near, or null where the platform does not tell
 */
public record PciIdentity(
    PciAddress address,
    int classCode,
    int vendor,
    int device,
    int subsystemVendor,
    int subsystemDevice,
    int revision,
    @Nullable Integer numaNode) {}
