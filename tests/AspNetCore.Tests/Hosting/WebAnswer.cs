using System.Net;
using System.Text.RegularExpressions;

namespace Leeway.AspNetCore.Tests.Hosting;

/// <summary>A response as a browser received it.</summary>
internal sealed partial record WebAnswer(HttpStatusCode Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The address of the redirect.</summary>
    public string Location => Headers["Location"];

    /// <summary>The text of the heading.</summary>
    public string Heading => WebUtility.HtmlDecode(HeadingPattern().Match(Text).Groups[1].Value);

    /// <summary>The name of the problem on an error page; empty if it is none.</summary>
    public string Problem => ProblemPattern().Match(Text).Groups[1].Value;

    /// <summary>Finds the fields of the form that is sent to an address.</summary>
    public Dictionary<string, string> ReadForm(string action)
    {
        Match form = Regex.Match(Text, $"""<form method="post" action="{Regex.Escape(action)}">(.*?)</form>""", RegexOptions.Singleline);
        Assert.True(form.Success, $"The page has no form for {action}:\n{Text}");
        return FieldPattern().Matches(form.Groups[1].Value).ToDictionary(
            static field => WebUtility.HtmlDecode(field.Groups[1].Value), static field => WebUtility.HtmlDecode(field.Groups[2].Value));
    }

    [GeneratedRegex("<h1>(.*?)</h1>")]
    private static partial Regex HeadingPattern();

    [GeneratedRegex("Reference: (\\w+)")]
    private static partial Regex ProblemPattern();

    [GeneratedRegex("""<input type="hidden" name="([^"]*)" value="([^"]*)">""")]
    private static partial Regex FieldPattern();
}
