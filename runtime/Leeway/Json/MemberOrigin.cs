namespace Leeway.Json;

/// <summary>Where the kept JSON of a member comes from.</summary>
internal enum MemberOrigin
{
    /// <summary>A user has assigned it.</summary>
    Assigned,

    /// <summary>It was read.</summary>
    Read,

    /// <summary>It was read, and has a shape that the member's property cannot hold.</summary>
    Unreadable,
}
