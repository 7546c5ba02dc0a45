using System;

namespace Leeway.Generator.Reading;

/// <summary>Whether a request of an operation may be sent a second time when the outcome of the first is unknown.</summary>
/// <param name="IsAllowed">Whether it may.</param>
/// <param name="ForbiddenMember">The JSON pointer of the member whose presence in the body forbids it; empty where the body does not matter; untrusted.</param>
internal sealed record RepeatFacts(bool IsAllowed, string ForbiddenMember)
{
    private const string UnlessBody = "unless-body:";

    public static RepeatFacts Always { get; } = new(IsAllowed: true, "");

    public static RepeatFacts Never { get; } = new(IsAllowed: false, "");

    /// <summary>Reads a value of <c>x-leeway-repeat</c>.</summary>
    /// <returns>Null where it is none of the forms that there are.</returns>
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
