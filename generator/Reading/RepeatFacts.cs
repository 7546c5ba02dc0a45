using System;

namespace Leeway.Generator.Reading;

/// <summary>Whether a request may be sent again if the outcome of the first one is unknown.</summary>
/// <param name="IsAllowed">Whether it may be sent again.</param>
/// <param name="ForbiddenMember">The JSON pointer to a member of the body. If the body has it, the request is not sent again. Empty if the body does not matter. Untrusted.</param>
internal sealed record RepeatFacts(bool IsAllowed, string ForbiddenMember)
{
    private const string UnlessBody = "unless-body:";

    public static RepeatFacts Always { get; } = new(IsAllowed: true, "");

    public static RepeatFacts Never { get; } = new(IsAllowed: false, "");

    /// <summary>Reads a value of <c>x-leeway-repeat</c>.</summary>
    /// <returns>The value, or null if the text is not valid.</returns>
    public static RepeatFacts? Parse(string text) => text switch
    {
        "always" => Always,
        "never" => Never,
        _ when text.StartsWith(UnlessBody, StringComparison.Ordinal) && IsPointer(text.Substring(UnlessBody.Length)) =>
            new RepeatFacts(IsAllowed: true, text.Substring(UnlessBody.Length)),
        _ => null,
    };

    /// <summary>Whether the runtime accepts the text as a pointer (RFC 6901) to a member.</summary>
    private static bool IsPointer(string text)
    {
        if (text.Length == 0 || text[0] != '/')
        {
            return false;
        }

        for (int tilde = text.IndexOf('~'); tilde >= 0; tilde = text.IndexOf('~', tilde + 1))
        {
            if (tilde + 1 == text.Length || text[tilde + 1] is not ('0' or '1'))
            {
                return false;
            }
        }

        return true;
    }
}
