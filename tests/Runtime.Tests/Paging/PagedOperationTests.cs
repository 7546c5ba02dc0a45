using FsCheck;
using FsCheck.Fluent;
using Leeway.Json;
using Leeway.Paging;

namespace Leeway.Runtime.Tests.Paging;

public class PagedOperationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Lists of any length, cut as servers cut them: every item comes once and in order.</summary>
    [Fact]
    public void CountedPagesShouldGiveEveryItemOnceAndInOrder() =>
        Prop.ForAll(Gen.Choose(0, 60).Zip(Gen.Choose(1, 13)).Zip(Gen.Choose(0, 31)).ToArbitrary(), static input =>
        {
            ((int count, int size), int marks) = input;
            bool tellsLast = (marks & 1) != 0;
            bool tellsTotal = (marks & 2) != 0;
            bool hasLinks = (marks & 4) != 0;
            bool isShort = (marks & 8) != 0;
            bool isAhead = (marks & 16) != 0;
            int requests = 0;
            PagedItems<int> items = PagedOperation.ByPosition<int[], int>(
                "list",
                "start",
                (position, _) =>
                {
                    requests++;
                    int length = isShort ? Math.Max(1, size / 2) : size;
                    return Task.FromResult(Enumerable.Range((int)position, Math.Max(0, Math.Min(length, count - (int)position))).ToArray());
                },
                page =>
                {
                    int reached = page.Length == 0 ? count : page[^1] + 1;
                    return new PageFacts<int>
                    {
                        Items = page,
                        IsLast = tellsLast ? reached >= count : null,
                        Total = tellsTotal ? count : null,
                        HasLinks = hasLinks,
                        Link = hasLinks && reached < count ? $"/rest/api/list?limit=5&start={reached}" : null,
                    };
                });
            int[] read = Read(isAhead ? items.FetchAhead() : items);
            return read.SequenceEqual(Enumerable.Range(0, count))
                && requests <= 2 + (count / (isShort ? Math.Max(1, size / 2) : size));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000).WithQuietOnSuccess(true));

    [Fact]
    public void PagesWithTokensShouldGiveEveryItemOnceAndInOrderEmptyOnesAmongThem() =>
        Prop.ForAll(Gen.Choose(0, 4).ListOf().Zip(Gen.Choose(0, 3)).ToArbitrary(), static input =>
        {
            (IReadOnlyList<int> sizes, int marks) = input;
            bool isLink = (marks & 1) != 0;
            bool isAhead = (marks & 2) != 0;
            int[][] pages = [.. sizes.Select((size, page) => Enumerable.Range(page * 10, size).ToArray())];
            PagedItems<int> items = PagedOperation.ByToken<int, int>(
                "search",
                "cursor",
                (token, _) => Task.FromResult(token is null ? 0 : int.Parse(token.Split('=')[1], System.Globalization.CultureInfo.InvariantCulture)),
                page => new PageFacts<int>
                {
                    Items = page < pages.Length ? pages[page] : null,
                    Token = !isLink && page + 1 < pages.Length ? $"t/+&=ä={page + 1}".Replace("&=ä", "", StringComparison.Ordinal) : null,
                    HasLinks = isLink,
                    Link = isLink && page + 1 < pages.Length ? $"https://site.example/wiki/api?cursor=t%2F%2B%3D{page + 1}&limit=2" : null,
                });
            return Read(isAhead ? items.FetchAhead() : items).SequenceEqual(pages.SelectMany(static page => page));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000).WithQuietOnSuccess(true));

    [Theory]
    [InlineData("/wiki/api/v2/pages?limit=5&cursor=a%2Bb%3D%3D", "a+b==")]
    [InlineData("https://evil.example/x?cursor=a%252Fb#cursor=c", "a%2Fb")]
    [InlineData("?cursor=", "")]
    [InlineData("?xcursor=1&cursor=2&cursor=3", "2")]
    [InlineData("?%63ursor=1", "1")]
    [InlineData("cursor=1", null)]
    [InlineData("/wiki/api/v2/pages", null)]
    [InlineData("", null)]
    public void LinkShouldContributeItsQueryAloneDecodedOnce(string link, string? cursor) => Assert.Equal(cursor, PageLink.Find(link, "cursor"));

    [Fact]
    public async Task TokenThatLeadsBackShouldBeAnError()
    {
        int requests = 0;
        PagedItems<int> items = PagedOperation.ByToken<int, int>(
            "search", "nextPageToken", (_, _) => Task.FromResult(requests++), static page => new PageFacts<int> { Items = [page], Token = page % 2 == 0 ? "a" : "b" });
        PagingException exception = await Assert.ThrowsAsync<PagingException>(() => items.ToListAsync(Cancellation).AsTask());
        Assert.Equal("search", exception.OperationId);
        Assert.Equal(3, requests);
    }

    [Fact]
    public async Task LinkWithoutItsParameterShouldBeAnErrorAndNotTheEnd()
    {
        PagedItems<int> items = PagedOperation.ByToken<int, int>(
            "getPages", "cursor", static (_, _) => Task.FromResult(1), static _ => new PageFacts<int> { Items = [1], HasLinks = true, Link = "/wiki/api/v2/pages?page=2" });
        await Assert.ThrowsAsync<PagingException>(() => items.ToListAsync(Cancellation).AsTask());
    }

    [Fact]
    public async Task EmptyPageThatSaysThatOthersFollowShouldLeadOnByItsLinkOrBeAnError()
    {
        PagedItems<int> stuck = PagedOperation.ByPosition<long, int>(
            "list", "start", static (position, _) => Task.FromResult(position), static _ => new PageFacts<int> { IsLast = false });
        await Assert.ThrowsAsync<PagingException>(() => stuck.ToListAsync(Cancellation).AsTask());

        PagedItems<int> filtered = PagedOperation.ByPosition<long, int>(
            "list",
            "start",
            static (position, _) => Task.FromResult(position),
            static position => position == 0
                ? new PageFacts<int> { IsLast = false, HasLinks = true, Link = "/x?start=50" }
                : new PageFacts<int> { Items = [(int)position], IsLast = true, HasLinks = true });
        Assert.Equal([50], await filtered.ToListAsync(Cancellation));
    }

    [Fact]
    public async Task ServerThatDoesNotCountShouldBeNoticed()
    {
        PagedItems<int> items = PagedOperation.ByPosition<int[], int>(
            "findUsers", "startAt", static (_, _) => Task.FromResult<int[]>([1, 2]), static page => new PageFacts<int> { Items = page, Content = RawJson.Parse("[1,2]") });
        await Assert.ThrowsAsync<PagingException>(() => items.ToListAsync(Cancellation).AsTask());
    }

    [Fact]
    public async Task NothingShouldBeSentBeforeItIsAskedFor()
    {
        int requests = 0;
        PagedItems<int> items = Counting(() => requests++);
        Assert.Equal(0, requests);

        Assert.Equal([0, 1], await items.Take(2).ToListAsync(Cancellation));
        Assert.Equal(1, requests);
        Assert.Equal([0, 1], await items.Take(2).ToListAsync(Cancellation));
        Assert.Equal(2, requests);

        Assert.Equal([0, 1], await items.FetchAhead().Take(2).ToListAsync(Cancellation));
        Assert.Equal(4, requests);
    }

    [Fact]
    public async Task PagesShouldComeAsTheServerCutThem() =>
        Assert.Equal([[0, 1], [2, 3]], await Counting(static () => { }).AsPages(Cancellation).Take(2).ToListAsync(Cancellation));

    [Fact]
    public async Task CancellationShouldEndTheEnumerationBetweenPages()
    {
        using var source = new CancellationTokenSource();
        int requests = 0;
        List<int> read = [];
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (int item in Counting(() => requests++).WithCancellation(source.Token))
            {
                read.Add(item);
                if (read.Count == 2)
                {
                    await source.CancelAsync();
                }
            }
        });
        Assert.Equal((2, 1), (read.Count, requests));
    }

    private static PagedItems<int> Counting(Action asked) => PagedOperation.ByPosition<long, int>(
        "list",
        "start",
        (position, cancellationToken) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            asked();
            return Task.FromResult(position);
        },
        static position => new PageFacts<int> { Items = [(int)position, (int)position + 1], IsLast = false });

    private static int[] Read(PagedItems<int> items) => [.. items.ToBlockingEnumerable()];
}
