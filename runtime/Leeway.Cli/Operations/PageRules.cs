using System.Text.Json;
using Leeway.Generated;

namespace Leeway.Cli.Operations;

/// <summary>How all pages of an operation are read.</summary>
/// <param name="Style">How the next page is requested.</param>
/// <param name="Parameter">The parameter that requests the next page; <c>body</c> if a member of the body does.</param>
internal sealed record PageRules(PageStyle Style, string Parameter)
{
    /// <summary>The member of the body that requests the next page, or null.</summary>
    public string? BodyMember { get; init; }

    /// <summary>Whether callers pass a value for the first page.</summary>
    public bool IsSetByCaller { get; init; }

    /// <summary>The parameter of a position that links may contain instead of a token, or null.</summary>
    public string? LinkedPosition { get; init; }

    /// <summary>The parameter with the number of positions of a page, and how the server divides the list, for <see cref="PageStyle.Window"/>.</summary>
    public (string Size, PageWindow Facts)? Window { get; init; }

    /// <summary>The member of the response with the page; null if the response is the page.</summary>
    public string? Envelope { get; init; }

    /// <summary>The member with the items; null if the page is the list itself.</summary>
    public string? Items { get; init; }

    public string? IsLast { get; init; }

    /// <summary>Whether <see cref="IsLast"/> is reliable only if it says that more items follow.</summary>
    public bool IsLastMayBeWrong { get; init; }

    public string? Total { get; init; }

    public string? PageSize { get; init; }

    /// <summary>The member that contains <see cref="Next"/>; null if the page does.</summary>
    public string? NextHolder { get; init; }

    /// <summary>The member with the token of the next page, or null.</summary>
    public string? Next { get; init; }

    /// <summary>The member with the links, or null.</summary>
    public string? Links { get; init; }

    /// <summary>The member with the link to the next page; null if there is none, or if the links are a map.</summary>
    public string? NextLink { get; init; }

    public static PageRules Read(JsonElement json) => new(Enum.Parse<PageStyle>(json.GetProperty("style").GetString()!), json.GetProperty("parameter").GetString()!)
    {
        BodyMember = json.FindText("bodyMember"),
        IsSetByCaller = json.HasFlag("isSetByCaller"),
        LinkedPosition = json.FindText("linkedPosition"),
        Window = json.FindText("size") is { } size ? (size, ReadWindow(json)) : null,
        Envelope = json.FindText("envelope"),
        Items = json.FindText("items"),
        IsLast = json.FindText("isLast"),
        IsLastMayBeWrong = json.HasFlag("isLastMayBeWrong"),
        Total = json.FindText("total"),
        PageSize = json.FindText("pageSize"),
        NextHolder = json.FindText("nextHolder"),
        Next = json.FindText("next"),
        Links = json.FindText("links"),
        NextLink = json.FindText("nextLink"),
    };

    private static PageWindow ReadWindow(JsonElement json) => new()
    {
        Usual = json.GetProperty("usual").GetInt32(),
        Largest = json.TryGetProperty("largest", out JsonElement largest) ? largest.GetInt32() : null,
        Bound = json.TryGetProperty("bound", out JsonElement bound) ? bound.GetInt32() : null,
        IsFiltered = json.HasFlag("isFiltered"),
        Instead = json.FindText("instead"),
    };
}
