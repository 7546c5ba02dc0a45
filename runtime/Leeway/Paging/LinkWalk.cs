using Leeway.Calls;
using Leeway.Generated;
using Leeway.Http;
using Leeway.Json;

namespace Leeway.Paging;

/// <summary>
/// Walks pages by links, whose whole query is requested at the path of the list. A link to another origin or path is never followed, so that
/// nothing in a response decides where the next request goes.
/// </summary>
internal sealed class LinkWalk<TPage, TItem>(
    string operationId,
    PagePlace? start,
    int maxEmptyPages,
    Func<string?, CancellationToken, Task<TPage>> fetch,
    Func<TPage, PageFacts<TItem>> read,
    Func<TItem, RawJson> write)
    : TokenWalk<TPage, TItem>(operationId, "next", null, start, maxEmptyPages, (place, cancellation) => fetch(place.Token, cancellation), read, write)
{
    /// <inheritdoc/>
    protected override PagePlace? FindLinked(TPage page, string link, out string? fault)
    {
        Uri? asked = NextPageLinks.FindAddress(page!);
        Uri? target = null;
        fault = asked is null ? "the address of the list is not known, so it cannot be compared with the link to the next page"
            : !Uri.TryCreate(asked, link, out target) || !Origins.HasUsableHost(target) ? "the link to the next page is not an address"
            : !LeadsTo(asked, target) ? $"the link to the next page leads to {Describe(target)}, and the list is at {Describe(asked)}"
            : target.Query.Length <= 1 || !link.Contains('?', StringComparison.Ordinal) || RequestPath.FindFault("/" + target.Query) is not null ? "the link to the next page has no query that can be requested"
            : null;
        return fault is null ? new PagePlace { Token = target!.Query[1..] } : null;
    }

    // The link may encode other characters than the request does. Only its query is used, so the comparison can be tolerant.
    private static bool LeadsTo(Uri asked, Uri target) =>
        target.UserInfo.Length == 0
        && Origins.AreSame(asked, target)
        && Uri.UnescapeDataString(asked.AbsolutePath) == Uri.UnescapeDataString(target.AbsolutePath);

    // Without the query, which can contain a token.
    private static string Describe(Uri address) =>
        DisplayText.Clean(address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) + address.AbsolutePath);
}
