using Leeway.Generated;
using Leeway.Json;
using Leeway.Paging;
using Leeway.Runtime.Tests.Json.Models;

namespace Leeway.Runtime.Tests.Paging;

/// <summary>Wrong arguments, and pages at the border of what a list may be.</summary>
public sealed class PagingLimitTests
{
    private static readonly PageWindow s_window = new() { Usual = 50, Largest = 100, Bound = 200 };
    private static readonly Func<PageFacts<int>, PageFacts<int>> s_read = static facts => facts;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void MissingArgumentShouldBeRefusedAtOnce()
    {
        Assert.Throws<ArgumentNullException>("fetch", () => PagedOperation.ByPosition<PageFacts<int>, int>("list", "start", null!, s_read, Write));
        Assert.Throws<ArgumentNullException>("read", () => PagedOperation.ByPosition<PageFacts<int>, int>("list", "start", FetchPosition, null!, Write));
        Assert.Throws<ArgumentNullException>("write", () => PagedOperation.ByPosition("list", "start", FetchPosition, s_read, null!));
        Assert.Throws<ArgumentNullException>("window", () => PagedOperation.ByWindow("list", null!, null, FetchWindow, s_read, Write));
        Assert.Throws<ArgumentNullException>("fetch", () => PagedOperation.ByWindow<PageFacts<int>, int>("list", s_window, null, null!, s_read, Write));
        Assert.Throws<ArgumentNullException>("read", () => PagedOperation.ByWindow<PageFacts<int>, int>("list", s_window, null, FetchWindow, null!, Write));
        Assert.Throws<ArgumentNullException>("write", () => PagedOperation.ByWindow("list", s_window, null, FetchWindow, s_read, null!));
        Assert.Throws<ArgumentNullException>("fetch", () => PagedOperation.ByToken<PageFacts<int>, int>("list", "cursor", null!, s_read, Write));
        Assert.Throws<ArgumentNullException>("read", () => PagedOperation.ByToken<PageFacts<int>, int>("list", "cursor", FetchToken, null!, Write));
        Assert.Throws<ArgumentNullException>("write", () => PagedOperation.ByToken("list", "cursor", FetchToken, s_read, null!));
        Assert.Throws<ArgumentNullException>("fetch", () => PagedOperation.ByLink<PageFacts<int>, int>("list", "cursor", "start", null!, s_read, Write));
        Assert.Throws<ArgumentNullException>("read", () => PagedOperation.ByLink<PageFacts<int>, int>("list", "cursor", "start", FetchPlace, null!, Write));
        Assert.Throws<ArgumentNullException>("write", () => PagedOperation.ByLink("list", "cursor", "start", FetchPlace, s_read, null!));
        Assert.Throws<ArgumentOutOfRangeException>("size", () => PagedOperation.ByWindow("list", s_window, 0, FetchWindow, s_read, Write));
        Assert.Throws<ArgumentOutOfRangeException>(() => ByPosition().AllowEmptyPages(-1));
    }

    [Fact]
    public void PlaceOfAnotherKindOfListShouldBeRefused()
    {
        Assert.Contains("The pages of list need a position", Assert.Throws<ArgumentException>("place", () => ByPosition().StartFrom(new() { Token = "a" })).Message, StringComparison.Ordinal);
        Assert.Contains("The pages of list need a position", Assert.Throws<ArgumentException>("place", () => ByWindow().StartFrom(new() { Token = "a" })).Message, StringComparison.Ordinal);
        Assert.Contains("The pages of list need a token", Assert.Throws<ArgumentException>("start", () => ByToken().StartFrom(new() { Position = 1 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProblemOfALinkShouldNameItsParameters()
    {
        PageFacts<int> page = new() { Items = [1], HasLinks = true, Link = "/x?page=2" };
        Assert.Equal("The list of list may be incomplete after 1 items: the link to the next page has no 'cursor'.", await FailAsync(ByToken(page)));
        Assert.Equal(
            "The list of list may be incomplete after 1 items: the link to the next page has no 'cursor' and no 'start'.",
            await FailAsync(PagedOperation.ByLink("list", "cursor", "start", (_, _) => Task.FromResult(page), s_read, Write)));
    }

    [Fact]
    public async Task EmptyTokenOfALinkShouldLeaveThePosition()
    {
        List<PagePlace> places = [];
        await FailAsync(PagedOperation.ByLink(
            "list",
            "cursor",
            "start",
            (place, _) =>
            {
                places.Add(place);
                return Task.FromResult(new PageFacts<int> { Items = [places.Count], HasLinks = true, Link = "/x?cursor=&start=7" });
            },
            s_read,
            Write));
        Assert.Equal([new PagePlace(), new PagePlace { Position = 7 }], places);
    }

    [Fact]
    public async Task ProblemOfAPageByTokenShouldSayWhatIsWrong()
    {
        Assert.Contains("a page leads back to an earlier page", await FailAsync(ByToken(new() { Items = [1], Token = "a" }, new() { Items = [2], Token = "a" })), StringComparison.Ordinal);
        Assert.Contains("the page leads to another page and has no list of items", await FailAsync(ByToken(new PageFacts<int> { Token = "a" })), StringComparison.Ordinal);
        Assert.Contains(
            "the page before it leads to a page that has no list of items", await FailAsync(ByToken(new() { Items = [1], Token = "a" }, new PageFacts<int>())), StringComparison.Ordinal);
        Assert.Contains(
            "1 pages in a row have no items, and each leads to another page", await FailAsync(ByToken(new PageFacts<int> { Items = [], Token = "a" }).AllowEmptyPages(0)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProblemOfAPageByPositionShouldSayWhatIsWrong()
    {
        Assert.Contains(
            "the page at position 0 leads to another page and has no list of items",
            await FailAsync(ByPosition(new PageFacts<int> { IsLast = false, HasLinks = true, Link = "/x?start=50" })),
            StringComparison.Ordinal);
        Assert.Contains(
            "the server reports that more items follow and returns none at position 2",
            await FailAsync(ByPosition(new() { Items = [0, 1], IsLast = false, Total = 2 }, new() { Items = [], IsLast = false, Total = 2 })),
            StringComparison.Ordinal);
    }

    /// <summary>The total of a list can count items that the caller cannot see. A later page without items contradicts it.</summary>
    [Fact]
    public async Task EmptyLastPageShouldEndTheListOnlyIfItIsTheFirst()
    {
        PageFacts<int> empty = new() { Items = [], IsLast = true, Total = 5 };
        Assert.Empty(await ByPosition(empty).ToListAsync(Cancellation));
        Assert.Contains("ends the list at position 2 and counts 5 items", await FailAsync(ByPosition(new() { Items = [0, 1], IsLast = false, Total = 5 }, empty)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PagesWithItemsShouldNotCountAsEmpty() =>
        Assert.Equal(150, (await ByPosition([.. Enumerable.Range(0, 150).Select(static i => new PageFacts<int> { Items = [i], IsLast = i == 149 })]).ToListAsync(Cancellation)).Count);

    [Fact]
    public async Task PagesThatDifferInOneItemOrInTheirLengthShouldNotBeTheSame()
    {
        Assert.Equal([1, 2, 1, 3], await ByPosition(new() { Items = [1, 2], IsLast = false }, new() { Items = [1, 3], IsLast = true }).ToListAsync(Cancellation));
        Assert.Equal([1, 2, 9, 1, 9], await ByPosition(new() { Items = [1, 2, 9], IsLast = false }, new() { Items = [1, 9], IsLast = true }).ToListAsync(Cancellation));
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(null, 3L)]
    public async Task WindowWithoutItsListShouldBeAnErrorIfItReportsItems(bool? isLast, long? total) =>
        Assert.Equal(
            "The list of list may be incomplete after 0 items: the page at position 0 has no list of items although the server reports items.",
            await FailAsync(ByWindow(new PageFacts<int> { IsLast = isLast, Total = total })));

    [Theory]
    [InlineData(true, null)]
    [InlineData(null, 0L)]
    [InlineData(null, null)]
    public async Task WindowWithoutItsListShouldBeEmptyOtherwise(bool? isLast, long? total) =>
        Assert.Empty(await ByWindow(new PageFacts<int> { IsLast = isLast, Total = total }).ToListAsync(Cancellation));

    [Fact]
    public async Task ProblemOfAWindowShouldSayWhatIsWrong()
    {
        Assert.Contains("the page's member 'values' has a shape that cannot be read", await FailAsync(ByWindow(new PageFacts<int> { Unread = "values" })), StringComparison.Ordinal);
        PageFacts<int> same = new() { Items = [1, 2] };
        PagingException exception = await Assert.ThrowsAsync<PagingException>(() => ByWindow(same, same).ToListAsync(Cancellation).AsTask());
        Assert.Contains("the page at position 50 has the same items as the page before", exception.Message, StringComparison.Ordinal);
        Assert.Equal(50, exception.Position);
    }

    [Fact]
    public async Task CancellationShouldEndTheListAlsoIfTheRequestIgnoresIt()
    {
        using var source = new CancellationTokenSource();
        int requests = 0;
        PagedItems<int> items = PagedOperation.ByPosition(
            "list", "start", (position, _) => Task.FromResult(new PageFacts<int> { Items = [(int)position, requests++], IsLast = false }), s_read, Write);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (ListPage<int> page in items.AsPages(source.Token))
            {
                await source.CancelAsync();
            }
        });
        Assert.Equal(1, requests);
    }

    [Fact]
    public async Task PageAheadShouldBeCanceledAndAwaitedWhenTheCallerStops()
    {
        bool hasEnded = false;
        PagedItems<int> items = PagedOperation.ByPosition(
            "list",
            "start",
            async (position, cancellationToken) =>
            {
                if (position > 0)
                {
                    try
                    {
                        await Task.Delay(Timeout.Infinite, cancellationToken);
                    }
                    finally
                    {
                        await Task.Delay(50, CancellationToken.None);
                        hasEnded = true;
                    }
                }

                return new PageFacts<int> { Items = [1], IsLast = false };
            },
            s_read,
            Write);
        await foreach (int _ in items.FetchAhead().WithCancellation(Cancellation))
        {
            break;
        }

        Assert.True(hasEnded);
    }

    [Fact]
    public void MarkShouldBeForgottenAfterManyOthers()
    {
        PageTrail trail = new();
        Assert.All(Enumerable.Range(0, 2_000), mark => Assert.True(trail.TryAdd((UInt128)mark)));
        Assert.False(trail.TryAdd(1_999));
        Assert.True(trail.TryAdd(5));
    }

    [Fact]
    public void LinkOfThePageShouldCountBeforeTheOneOfTheHeader()
    {
        object page = new();
        using HttpResponseMessage response = new();
        response.Headers.TryAddWithoutValidation("Link", "</header>; rel=next");
        Leeway.Calls.NextPageLinks.Remember(page, response);
        Assert.Equal("/own", PagedOperation.FindNextLink(page, "/own"));
        Assert.Equal("/header", PagedOperation.FindNextLink(page, (string?)null));
    }

    [Fact]
    public void FragmentShouldNotBeReadAsAQuery() => Assert.Null(PageLink.Find("/x?#&cursor=1", "cursor"));

    [Fact]
    public void PositionThatIsNotANumberShouldBeTheStart()
    {
        Assert.Equal(0, PagedBody.PositionOf(new Sample { Text = "5" }, "text"));
        Assert.Equal(5, PagedBody.PositionOf(new Sample { Small = 5 }, "small"));
        Assert.Equal(0, PagedBody.PositionOf(new Sample { Small = -5 }, "small"));
        Assert.Equal(0, PagedBody.PositionOf(new Sample(), "small"));
    }

    private static PagedItems<int> ByPosition(params PageFacts<int>[] pages)
    {
        int next = 0;
        return PagedOperation.ByPosition("list", "start", (_, _) => Task.FromResult(pages[next++]), s_read, Write);
    }

    private static PagedItems<int> ByWindow(params PageFacts<int>[] pages)
    {
        int next = 0;
        return PagedOperation.ByWindow("list", s_window, null, (_, _, _) => Task.FromResult(next < pages.Length ? pages[next++] : new PageFacts<int>()), s_read, Write);
    }

    private static PagedItems<int> ByToken(params PageFacts<int>[] pages)
    {
        int next = 0;
        return PagedOperation.ByToken("list", "cursor", (_, _) => Task.FromResult(pages[next++]), s_read, Write);
    }

    private static Task<PageFacts<int>> FetchPosition(long position, CancellationToken cancellationToken) => Task.FromResult(new PageFacts<int>());

    private static Task<PageFacts<int>> FetchWindow(long position, int size, CancellationToken cancellationToken) => Task.FromResult(new PageFacts<int>());

    private static Task<PageFacts<int>> FetchToken(string? token, CancellationToken cancellationToken) => Task.FromResult(new PageFacts<int>());

    private static Task<PageFacts<int>> FetchPlace(PagePlace place, CancellationToken cancellationToken) => Task.FromResult(new PageFacts<int>());

    private static async Task<string> FailAsync(PagedItems<int> items) => (await Assert.ThrowsAsync<PagingException>(() => items.ToListAsync(Cancellation).AsTask())).Message;

    private static RawJson Write(int item) => RawJson.From<int, Int32Codec>(item);
}
