using System.Globalization;
using System.Text.Json;
using Leeway.Calls;
using Leeway.Cli.Operations;
using Leeway.Generated;
using Leeway.Json;
using Leeway.Paging;

namespace Leeway.Cli.Calling;

/// <summary>Follows the pages of an operation, as the generated methods do.</summary>
internal sealed class PageReader
{
    private readonly OperationFacts _operation;
    private readonly PageRules _rules;
    private readonly CallArguments _arguments;
    private readonly CallBody? _body;
    private readonly AtlassianCaller _caller;

    /// <exception cref="InputException">The arguments request a page.</exception>
    public PageReader(OperationFacts operation, PageRules rules, CallArguments arguments, CallBody? body, AtlassianCaller caller)
    {
        if (rules is { IsSetByCaller: false, BodyMember: null } && arguments.Has(rules.Parameter))
        {
            throw new InputException($"--all reads the pages from the first one. Leave out --{rules.Parameter}.");
        }

        (_operation, _rules, _arguments, _body, _caller) = (operation, rules, arguments, body, caller);
    }

    /// <summary>The number of all items, as the last page reported it; null if it is not known.</summary>
    public long? Total { get; private set; }

    /// <summary>Returns the items of all pages.</summary>
    public PagedItems<RawJson> Read()
    {
        string id = _operation.Entry.Id;
        string parameter = _rules.BodyMember ?? _rules.Parameter;
        return _rules switch
        {
            { Window: { } window } => PagedOperation.ByWindow(id, window.Facts, ReadSize(window.Size), FetchWindowAsync, ReadPage, static item => item),
            { LinkedPosition: { } linked } => PagedOperation.ByLink(id, parameter, linked, FetchLinkedAsync, ReadPage, static item => item),
            { Style: PageStyle.Token } => PagedOperation.ByToken(id, parameter, FetchTokenAsync, ReadPage, static item => item),
            { BodyMember: { } member } => PagedOperation.ByPosition(id, parameter, FetchPositionAsync, ReadPage, static item => item, PagedBody.PositionOf(_body?.Json, member)),
            _ => PagedOperation.ByPosition(id, parameter, FetchPositionAsync, ReadPage, static item => item),
        };
    }

    private int? ReadSize(string size) => _arguments.FindValue(size) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : null;

    private Task<WireJson> FetchPositionAsync(long position, CancellationToken cancellationToken) => _rules.BodyMember is { } member
        ? SendAsync(_arguments, PagedBody.At(_body?.Json, member, position), cancellationToken)
        : SendAsync(_arguments.With(_rules.Parameter, Format(position)), null, cancellationToken);

    private Task<WireJson> FetchTokenAsync(string? token, CancellationToken cancellationToken) => _rules switch
    {
        { BodyMember: { } member } => SendAsync(_arguments, PagedBody.At(_body?.Json, member, token), cancellationToken),
        { IsSetByCaller: true } when token is null => SendAsync(_arguments, null, cancellationToken),
        _ => SendAsync(_arguments.With(_rules.Parameter, token), null, cancellationToken),
    };

    private Task<WireJson> FetchLinkedAsync(PagePlace place, CancellationToken cancellationToken)
    {
        CallArguments arguments = _arguments.With(_rules.Parameter, place.Token);
        if (place.Position is { } position)
        {
            arguments = arguments.With(_rules.LinkedPosition!, Format(position));
        }
        else if (place.Token is not null)
        {
            arguments = arguments.With(_rules.LinkedPosition!, null);
        }

        return SendAsync(arguments, null, cancellationToken);
    }

    private Task<WireJson> FetchWindowAsync(long position, int size, CancellationToken cancellationToken) =>
        SendAsync(_arguments.With(_rules.Parameter, Format(position)).With(_rules.Window!.Value.Size, Format(size)), null, cancellationToken);

    private Task<WireJson> SendAsync(CallArguments arguments, WireJson? json, CancellationToken cancellationToken)
    {
        CallBody? body = json is null ? _body : _body?.With(json) ?? CallBody.Create(_operation, json);
        return _caller.SendAsync<WireJson>(CallRequest.Create(_operation, arguments, body), cancellationToken);
    }

    private PageFacts<RawJson> ReadPage(WireJson response)
    {
        if (_rules.Items is not { } items)
        {
            return new PageFacts<RawJson> { Items = ReadItems(response.Value), Unread = response.Value.Kind == JsonValueKind.Array ? null : "the list" };
        }

        RawJson? page = _rules.Envelope is { } envelope ? WireJson.FindMember(response.Value, envelope) : response.Value;
        RawJson? list = WireJson.FindMember(page, items);
        Total = ReadNumber(page, _rules.Total);
        bool? isLast = WireJson.FindMember(page, _rules.IsLast)?.Kind switch
        {
            JsonValueKind.True when !_rules.IsLastMayBeWrong => true,
            JsonValueKind.False => false,
            _ => null,
        };
        (bool hasLinks, string? link) = ReadLink(response, page);
        return new PageFacts<RawJson>
        {
            Items = list is { } found ? ReadItems(found) : null,
            IsLast = isLast,
            Total = Total,
            Size = ReadNumber(page, _rules.PageSize),
            Token = ReadToken(page),
            HasLinks = hasLinks,
            Link = link,
            Unread = list is { Kind: not (JsonValueKind.Array or JsonValueKind.Null) } ? items
                : page is { Kind: not (JsonValueKind.Object or JsonValueKind.Null) } ? _rules.Envelope ?? items
                : null,
        };
    }

    private static List<RawJson>? ReadItems(RawJson list)
    {
        if (list.Kind != JsonValueKind.Array)
        {
            return null;
        }

        List<RawJson> items = [];
        foreach (RawJson item in list.EnumerateArray())
        {
            items.Add(item);
        }

        return items;
    }

    private string? ReadToken(RawJson? page)
    {
        RawJson? holder = _rules.NextHolder is { } name ? WireJson.FindMember(page, name) : page;
        return WireJson.FindMember(holder, _rules.Next) switch
        {
            { Kind: JsonValueKind.String } token => token.GetString(),
            { Kind: JsonValueKind.Number } token => token.ToString(),
            _ => null,
        };
    }

    private (bool HasLinks, string? Link) ReadLink(WireJson response, RawJson? page)
    {
        if (_rules is { Links: null, NextLink: null })
        {
            return (false, null);
        }

        RawJson? links = _rules.Links is { } name ? WireJson.FindMember(page, name) : page;
        RawJson? next = WireJson.FindMember(links, _rules.NextLink ?? "next");
        bool hasLinks = _rules.Links is null || links is { Kind: JsonValueKind.Object };
        return next switch
        {
            { Kind: JsonValueKind.String } link => (hasLinks, link.GetString()),
            null or { Kind: JsonValueKind.Null } => (hasLinks, PagedOperation.FindNextLink(response, (string?)null)),

            // A link that is not text leads nowhere.
            _ => (hasLinks, ""),
        };
    }

    private static long? ReadNumber(RawJson? page, string? member) => WireJson.FindMember(page, member) is { } value && value.TryGetInt64(out long number) ? number : null;

    private static string Format(long number) => number.ToString(CultureInfo.InvariantCulture);
}
