namespace Leeway.Calls;

/// <summary>Says whether a request of an operation may be sent a second time when the outcome of the first is unknown.</summary>
/// <remarks>
/// A second request does no harm when both together leave the product as one of them does, and have no other effect that a person would
/// notice twice, such as an e-mail. Immutable.
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

    /// <summary>A second request may do the work twice.</summary>
    public static RepeatRule Never { get; } = new(isAllowed: false);

    /// <summary>
    /// The member of the body, as a JSON pointer (RFC 6901) such as <c>/update</c>, in whose presence a second request may do the work twice;
    /// <see langword="null"/> where the body does not matter.
    /// </summary>
    public string? ForbiddenMember { get; }

    /// <summary>A second request does no harm unless the body has a member.</summary>
    /// <param name="member">The member as a JSON pointer (RFC 6901), such as <c>/update</c>.</param>
    /// <exception cref="ArgumentException">The text is not a JSON pointer to a member: it does not begin with <c>/</c>, or has a <c>~</c> that neither 0 nor 1 follows.</exception>
    public static RepeatRule UnlessBody(string member)
    {
        ArgumentNullException.ThrowIfNull(member);
        return JsonPointer.IsOne(member)
            ? new RepeatRule(isAllowed: true, member)
            : throw new ArgumentException($"'{member}' is not a JSON pointer to a member: begin it with '/', and write '~' as '~0'.", nameof(member));
    }

    /// <summary>The rule as <c>x-leeway-repeat</c> states it: <c>always</c>, <c>never</c> or <c>unless-body:/update</c>.</summary>
    public override string ToString() =>
        ForbiddenMember is not null ? "unless-body:" + ForbiddenMember
        : _isAllowed ? "always"
        : "never";

    /// <summary>The rule of HTTP itself (RFC 9110, section 9.2), for operations whose document states none.</summary>
    internal static RepeatRule Of(HttpMethod method) =>
        IsSafe(method) || method == HttpMethod.Put || method == HttpMethod.Delete ? Always : Never;

    /// <summary>Whether HTTP defines the method as one that only reads.</summary>
    internal static bool IsSafe(HttpMethod method) =>
        method == HttpMethod.Get || method == HttpMethod.Head || method == HttpMethod.Options || method == HttpMethod.Trace;

    /// <summary>Whether a request with this body may be sent a second time. A body that cannot be looked at counts as having the member.</summary>
    internal bool Allows(HttpContent? body) =>
        _isAllowed && (ForbiddenMember is null || body is null || (body is JsonBody json && !json.MayHave(ForbiddenMember)));
}
