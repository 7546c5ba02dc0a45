namespace Leeway.Json;

/// <summary>The origin of the kept JSON of a member.</summary>
internal enum MemberOrigin
{
    /// <summary>The application assigned it.</summary>
    Assigned,

    /// <summary>It was read.</summary>
    Read,

    /// <summary>It was read, and its property cannot represent it.</summary>
    Unreadable,
}
