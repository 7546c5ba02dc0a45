using System.ComponentModel;
using Leeway.Generated;

namespace Leeway.Calls;

/// <summary>Whether a request of an operation may be sent a second time if the outcome of the first is unknown.</summary>
/// <remarks>
/// A second request does no harm if both together have the same result as one, and no side effect that a person would notice twice,
/// such as an e-mail. Immutable.
/// </remarks>
public sealed class RepeatRule
{
    private readonly bool _isAllowed;

    private RepeatRule(bool isAllowed, string? forbiddenMember = null)
    {
        _isAllowed = isAllowed;
        ForbiddenMember = forbiddenMember;
    }

    /// <summary>A second request does no harm.</summary>
    public static RepeatRule Always { get; } = new(isAllowed: true);

    /// <summary>A second request may have its effect twice.</summary>
    public static RepeatRule Never { get; } = new(isAllowed: false);

    /// <summary>
    /// The body member, as a JSON pointer (RFC 6901) such as <c>/update</c>, with which a second request may have its effect twice;
    /// <see langword="null"/> if the body does not matter.
    /// </summary>
    public string? ForbiddenMember { get; }

    /// <summary>Creates a rule: a second request does no harm unless the body has a member.</summary>
    /// <param name="member">The member as a JSON pointer (RFC 6901), such as <c>/update</c>.</param>
    /// <exception cref="ArgumentException">
    /// The text is not a JSON pointer to a member: it does not start with <c>/</c>, or has a <c>~</c> that is not followed by 0 or 1.
    /// </exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static RepeatRule UnlessBody(string member)
    {
        ArgumentNullException.ThrowIfNull(member);
        return JsonPointer.IsOne(member)
            ? new RepeatRule(isAllowed: true, member)
            : throw new ArgumentException($"'{member}' is not a JSON pointer to a member. Start it with '/', and write '~' as '~0'.", nameof(member));
    }

    /// <summary>Returns the rule as <c>x-leeway-repeat</c> writes it: <c>always</c>, <c>never</c> or <c>unless-body:/update</c>.</summary>
    public override string ToString() =>
        ForbiddenMember is not null ? "unless-body:" + ForbiddenMember
        : _isAllowed ? "always"
        : "never";

    /// <summary>Returns the rule of HTTP (RFC 9110, section 9.2), for operations whose document states none.</summary>
    internal static RepeatRule Of(HttpMethod method) =>
        IsSafe(method) || method == HttpMethod.Put || method == HttpMethod.Delete ? Always : Never;

    /// <summary>Whether HTTP defines the method as read-only.</summary>
    internal static bool IsSafe(HttpMethod method) =>
        method == HttpMethod.Get || method == HttpMethod.Head || method == HttpMethod.Options || method == HttpMethod.Trace;

    /// <summary>
    /// Whether a request with this body may be sent a second time. A body that cannot be examined counts as having the member.
    /// </summary>
    internal bool Allows(HttpContent? body) =>
        _isAllowed && (ForbiddenMember is null || body is null || (body is JsonBody json && !json.MayHave(ForbiddenMember)));
}
