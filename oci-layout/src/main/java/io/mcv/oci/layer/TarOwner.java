package io.mcv.oci.layer;

/**
 * Who owns an entry, which is told and never used.
 *
 * @param userId numeric owner; negative where it cannot be read
 * @param groupId numeric group; negative where it cannot be read
 * @param userName may be empty; what is not UTF-8 is replaced
 * @param groupName may be empty; what is not UTF-8 is replaced
 */
public record TarOwner(long userId, long groupId, String userName, String groupName) {}
