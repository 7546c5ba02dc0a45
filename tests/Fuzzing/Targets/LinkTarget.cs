using System.Text;
using Leeway.Calls;
using Leeway.Fuzzing.Loop;
using Leeway.Paging;

namespace Leeway.Fuzzing.Targets;

/// <summary>Links to the next page, and the paths of calls, which must stay below the address of the server.</summary>
internal sealed class LinkTarget : FuzzTarget
{
    private const string Site = "https://api.atlassian.com/ex/jira/11111111-1111-1111-1111-111111111111";

    public override IEnumerable<byte[]> Seeds =>
    [
        .. new[]
        {
            "<https://example.atlassian.net/wiki/api/v2/pages?cursor=abc%3D&limit=5>; rel=\"next\", <https://example.atlassian.net/wiki>; rel=\"base\"",
            "/wiki/api/v2/pages?limit=5&cursor=eyJpZCI6MX0%3D#top",
            "/rest/api/3/issue/ABC-1?fields=summary%2Cstatus",
            "</a;b>; title=\"x, y\"; rel=prev; rel=next",
            "?cursor=a+b%2Bc&cursor=second",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public override IReadOnlyList<string> Tokens { get; } =
    [
        "<", ">", ";", ",", "\"", "rel=next", "rel=\"prev next\"", "title=\"", "?", "&", "=", "#", "cursor=", "%63ursor=", "/", "//", "/../", "/./", "/%2e%2e/", "/..;/", "\\", "%5c",
        "%2f", "%", "%0", "%00", "%zz", "@", ":", "[", "]", "https://", "http:", "+", " ", "\t", "|", "^", "`", "{", "}", "~", "\u00e4",
    ];

    public override string Run(byte[] input)
    {
        string text = Encoding.UTF8.GetString(input);
        string? next = LinkHeader.FindNext(text);
        string? cursor = PageLink.Find(text, "cursor");
        Require(PageLink.Find($"/x?a=b&cursor={Uri.EscapeDataString(text)}&c", "cursor") == text, "A cursor that was escaped is read differently.");
        if (!text.Contains('>', StringComparison.Ordinal))
        {
            Require(LinkHeader.FindNext($"</a>; rel=prev, <{text}>; title=\"a;b,c\"; rel=\"x next\"") == text.Trim(), "The link is not found in the header.");
        }

        string? fault = RequestPath.FindFault(text);
        if (fault is null)
        {
            var address = new Uri(Site + text);
            Require(address.AbsoluteUri.StartsWith(Site + "/", StringComparison.Ordinal), $"The path leads to {address.AbsoluteUri}.");
            Require(address.Fragment.Length == 0 && address.UserInfo.Length == 0, $"The path leads to {address.AbsoluteUri}.");
        }

        return $"{(next is null ? '-' : next.Length == 0 ? '0' : 'n')}{(cursor is null ? '-' : cursor.Length == 0 ? '0' : 'c')}{string.Concat((fault ?? "").Where(static c => c is ' ' or (>= 'a' and <= 'z')))}";
    }
}
