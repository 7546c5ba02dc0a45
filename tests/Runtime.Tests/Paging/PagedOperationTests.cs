using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Leeway.Calls;
using Leeway.Generated;
using Leeway.Json;
using Leeway.Paging;
using Leeway.TimeLimit;

namespace Leeway.Runtime.Tests.Paging;

public class PagedOperationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Lists of any length, paged as servers page them: every item is returned once and in order.</summary>
    [Fact]
    public void PagesByPositionShouldReturnEveryItemOnceAndInOrder() =>
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
                },
                Write);
            int[] read = Read(isAhead ? items.FetchAhead() : items);
            return read.SequenceEqual(Enumerable.Range(0, count))
                && requests <= 2 + (count / (isShort ? Math.Max(1, size / 2) : size));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestSize.Of(1_000)).WithQuietOnSuccess(true));

    [Fact]
    public void PagesByTokenShouldReturnEveryItemOnceAndInOrderAlsoWithEmptyPages() =>
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
                },
                Write);
            return Read(isAhead ? items.FetchAhead() : items).SequenceEqual(pages.SelectMany(static page => page));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestSize.Of(1_000)).WithQuietOnSuccess(true));

    [Theory]
    [InlineData("</wiki/api/v2/pages?limit=5&cursor=a>; rel=\"next\", <https://site/wiki>; rel=\"base\"", "/wiki/api/v2/pages?limit=5&cursor=a")]
    [InlineData("<https://site/wiki>; rel=base , </x?cursor=b> ; REL = \"NEXT\"", "/x?cursor=b")]
    [InlineData("</x?a=1,2;3>;title=\"a, <b>; rel=\\\"next\\\"\";rel=\"last next\"", "/x?a=1,2;3")]
    [InlineData("</x>; title=\"next\"; rel=prev, , </y>; rel=prefetch; rel=next", null)]
    [InlineData("</x>", null)]
    [InlineData("</x", null)]
    [InlineData("x; rel=next", null)]
    [InlineData("", null)]
    public void NextLinkOfAHeaderShouldHaveTheRelationNext(string header, string? target) => Assert.Equal(target, LinkHeader.FindNext(header));

    [Theory]
    [InlineData(null, "/header")]
    [InlineData("""{"base":"https://site/wiki"}""", "/header")]
    [InlineData("""{"next":null}""", "/header")]
    [InlineData("""{"next":"/body"}""", "/body")]
    [InlineData("""{"next":""}""", "")]
    [InlineData("""{"next":5}""", "")]
    public void LinkAmongThoseOfThePageShouldCountBeforeTheOneOfTheHeader(string? links, string expected)
    {
        object page = new();
        using HttpResponseMessage response = new();
        response.Headers.TryAddWithoutValidation("Link", ["<https://site/wiki>; rel=\"base\"", "</header>; rel=\"next\""]);
        NextPageLinks.Remember(page, response);
        Dictionary<string, RawJson>? read = links is null ? null
            : JsonDocument.Parse(links).RootElement.EnumerateObject().ToDictionary(static link => link.Name, static link => RawJson.Parse(link.Value.GetRawText()));

        Assert.Equal(expected, PagedOperation.FindNextLink(page, read));
    }

    [Theory]
    [InlineData("/wiki/api/v2/pages?limit=5&cursor=a%2Bb%3D%3D", "a+b==")]
    [InlineData("https://evil.example/x?cursor=a%252Fb#cursor=c", "a%2Fb")]
    [InlineData("?cursor=", "")]
    [InlineData("?xcursor=1&cursor=2&cursor=3", "2")]
    [InlineData("?%63ursor=1", "1")]
    [InlineData("cursor=1", null)]
    [InlineData("/wiki/api/v2/pages", null)]
    [InlineData("", null)]
    public void OnlyTheQueryOfALinkShouldBeUsedAndDecodedOnce(string link, string? cursor) => Assert.Equal(cursor, PageLink.Find(link, "cursor"));

    [Fact]
    public async Task TokenThatLeadsBackShouldBeAnError()
    {
        int requests = 0;
        PagedItems<int> items = PagedOperation.ByToken<int, int>(
            "search", "nextPageToken", (_, _) => Task.FromResult(requests++), static page => new PageFacts<int> { Items = [page], Token = page % 2 == 0 ? "a" : "b" }, Write);
        PagingException exception = await Assert.ThrowsAsync<PagingException>(() => items.ToListAsync(Cancellation).AsTask());
        Assert.Equal("search", exception.OperationId);
        Assert.Equal(3, requests);
    }

    [Fact]
    public async Task LinkWithoutItsParameterShouldBeAnErrorAndNotTheEnd()
    {
        PagedItems<int> items = PagedOperation.ByToken<int, int>(
            "getPages", "cursor", static (_, _) => Task.FromResult(1), static _ => new PageFacts<int> { Items = [1], HasLinks = true, Link = "/wiki/api/v2/pages?page=2" }, Write);
        await Assert.ThrowsAsync<PagingException>(() => items.ToListAsync(Cancellation).AsTask());
    }

    [Theory]
    [InlineData(false, null, "the server reports that more items follow and returns none at position 2")]
    [InlineData(null, 1_200L, "the server counts 1200 items and returns none at position 2")]
    [InlineData(false, 1_200L, "the server counts 1200 items and returns none at position 2")]
    [InlineData(true, 1_200L, "the server ends the list at position 2 and counts 1200 items")]
    public async Task EmptyPageThatClaimsOthersShouldBeAnError(bool? isLast, long? total, string problem)
    {
        PagedItems<int> items = ByPosition(position => position == 0
            ? new PageFacts<int> { Items = [0, 1], IsLast = isLast is null ? null : false, Total = total }
            : new PageFacts<int> { IsLast = isLast, Total = total });
        (List<int> read, PagingException exception) = await ReadToFailureAsync(items);
        Assert.Equal([0, 1], read);
        Assert.Equal($"The list of list may be incomplete after 2 items: {problem}.", exception.Message);
        Assert.Equal(("list", 2, 2, total), (exception.OperationId, exception.Received, exception.Position, exception.Total));
    }

    [Fact]
    public async Task LinkOfAnEmptyPageShouldBeFollowed()
    {
        PagedItems<int> filtered = ByPosition(static position => position == 0
            ? new PageFacts<int> { Items = [], IsLast = false, HasLinks = true, Link = "/x?start=50" }
            : new PageFacts<int> { Items = [(int)position], IsLast = true, HasLinks = true });
        Assert.Equal([50], await filtered.ToListAsync(Cancellation));
    }

    [Fact]
    public async Task EndlessEmptyPagesShouldBeAnError()
    {
        int requests = 0;
        PagedItems<int> endless = ByPosition(position =>
        {
            requests++;
            return new PageFacts<int> { Items = [], HasLinks = true, Link = $"/x?start={position + 50}" };
        });
        Assert.Contains(nameof(endless.AllowEmptyPages), (await ReadToFailureAsync(endless)).Exception.Message, StringComparison.Ordinal);
        Assert.Equal(101, requests);
    }

    [Theory]
    [InlineData(true, 2L, 100L)]
    [InlineData(null, 2L, 100L)]
    public async Task FullPageThatEndsTheListBelowTheTotalShouldBeAnError(bool? isLast, long size, long total)
    {
        PagedItems<int> stopped = ByPosition(_ => new PageFacts<int> { Items = [0, 1], IsLast = isLast, HasLinks = true, Size = size, Total = total });
        (List<int> read, PagingException exception) = await ReadToFailureAsync(stopped);
        Assert.Equal([0, 1], read);
        Assert.Equal(("The list of list may be incomplete after 2 items: the server ends the list at position 2 and counts 100 items.", total), (exception.Message, exception.Total));
    }

    /// <summary>Some totals count items that the caller cannot see.</summary>
    [Fact]
    public async Task PartialPageThatIsMarkedAsTheLastShouldBeTrusted() =>
        Assert.Equal([0, 1], await ByPosition(static _ => new PageFacts<int> { Items = [0, 1], IsLast = true, Size = 50, Total = 5 }).ToListAsync(Cancellation));

    [Fact]
    public async Task ShrinkingTotalShouldNotEndTheList()
    {
        int[][] pages = [[0, 1], [2, 3], [4], []];
        int page = 0;
        PagedItems<int> items = ByPosition(_ => new PageFacts<int> { Items = pages[page], Total = page++ == 0 ? 5 : 3 });
        Assert.Equal([0, 1, 2, 3, 4], await items.ToListAsync(Cancellation));
    }

    [Fact]
    public async Task PositionsShouldCountAllElementsOfTheJson()
    {
        List<long> positions = [];
        PagedItems<int> items = ByPosition(position =>
        {
            positions.Add(position);
            KeptElements odd = new();
            odd.Add(0, isOdd: true, null, "null"u8);
            odd.Add(1, isOdd: true, null, "\"x\""u8);
            return new PageFacts<int> { Items = new KeptList<int>([(int)position], odd), IsLast = position == 3 };
        });
        Assert.Equal([0, 3], await items.ToListAsync(Cancellation));
        Assert.Equal([0, 3], positions);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    public async Task ServerThatIgnoresPositionsShouldBeDetectedBeforeItemsRepeat(bool? isLast)
    {
        PagedItems<int> items = ByPosition(_ => new PageFacts<int> { Items = [1, 2, 3], IsLast = isLast, Total = isLast is null ? null : 100 });
        (List<int> read, PagingException exception) = await ReadToFailureAsync(items);
        Assert.Equal([1, 2, 3], read);
        Assert.Contains("the page at position 3 has the same items as the page before", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListShouldBeReadFromThePositionOfTheCaller()
    {
        List<long> positions = [];
        PagedItems<int> items = PagedOperation.ByPosition<long, int>(
            "list",
            "start",
            (position, _) =>
            {
                positions.Add(position);
                return Task.FromResult(position);
            },
            static position => new PageFacts<int> { Items = [(int)position, (int)position + 1], Total = 8 },
            Write,
            start: 4);
        Assert.Equal([4, 5, 6, 7], await items.ToListAsync(Cancellation));
        Assert.Equal([4, 6], positions);
    }

    [Fact]
    public async Task EndlessTokensWithoutItemsShouldBeAnError()
    {
        int requests = 0;
        PagedItems<int> endless = ByToken(_ => new PageFacts<int> { Items = [], Token = $"t{requests++}" });
        PagingException exception = (await ReadToFailureAsync(endless)).Exception;
        Assert.Equal((101, 0), (requests, exception.Received));
        Assert.Equal("t99", exception.Token);
        Assert.DoesNotContain("t99", exception.Message, StringComparison.Ordinal);

        requests = 0;
        await ReadToFailureAsync(endless.FetchAhead().AllowEmptyPages(5));
        Assert.Equal(6, requests);
    }

    [Fact]
    public async Task EmptyPagesInTheMiddleShouldNeitherEndAListNorAddUp()
    {
        int requests = 0;
        PagedItems<int> items = ByToken(_ => new PageFacts<int>
        {
            Items = requests % 90 == 89 ? [requests] : [],
            Token = requests++ < 450 ? $"t{requests}" : null,
        });
        Assert.Equal([89, 179, 269, 359, 449], await items.ToListAsync(Cancellation));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task EndlessTokensWithTheSamePagesShouldBeAnError(int pages)
    {
        int requests = 0;
        PagedItems<int> endless = ByToken(_ => new PageFacts<int> { Items = [requests % pages, 100], Token = $"t{requests++}" });
        (List<int> read, PagingException exception) = await ReadToFailureAsync(endless);
        Assert.Equal(pages + 3, requests);
        Assert.Equal((pages + 2) * 2, read.Count);
        Assert.Contains("repeat earlier items", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>If a list is ordered by change, an item that changes while the list is read moves to its end.</summary>
    [Fact]
    public async Task PageThatRepeatsOnceShouldNotEndTheList()
    {
        int[][] pages = [[1], [2], [2], [3]];
        int requests = 0;
        PagedItems<int> items = ByToken(_ => new PageFacts<int> { Items = pages[requests], Token = ++requests < pages.Length ? $"t{requests}" : null });
        Assert.Equal([1, 2, 2, 3], await items.ToListAsync(Cancellation));
    }

    [Fact]
    public async Task MarkOfTheLastPageShouldBeUsedIfTheDocumentDeclaresOne()
    {
        PagedItems<int> marked = ByToken(static token => new PageFacts<int> { Items = [token is null ? 1 : 2], Token = token is null ? "a" : "b", IsLast = token is not null });
        Assert.Equal([1, 2], await marked.ToListAsync(Cancellation));

        PagedItems<int> lost = ByToken(static _ => new PageFacts<int> { Items = [1], IsLast = false });
        (List<int> read, PagingException exception) = await ReadToFailureAsync(lost);
        Assert.Equal([1], read);
        Assert.Contains("but not where", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ItemsOfThePageThatLeadsBackShouldBeReturned()
    {
        PagedItems<int> items = ByToken(static token => new PageFacts<int> { Items = [token is null ? 1 : 2], Token = "a" });
        (List<int> read, PagingException exception) = await ReadToFailureAsync(items);
        Assert.Equal([1, 2], read);
        Assert.Equal((2, "a"), (exception.Received, exception.Token));
    }

    [Fact]
    public async Task NothingShouldBeSentBeforeTheEnumerationStarts()
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
    public async Task PagesShouldBeReturnedAsTheServerReturnsThem() =>
        Assert.Equal<int[]>([[0, 1], [2, 3]], await Counting(static () => { }).AsPages(Cancellation).Take(2).Select(static page => page.ToArray()).ToListAsync(Cancellation));

    [Theory]
    [InlineData("position")]
    [InlineData("token")]
    [InlineData("window")]
    public async Task ListShouldContinueAfterAnyExceptionAtThePageThatFailed(string kind)
    {
        foreach (Exception failure in (Exception[])[new NoResponseException("lost"), new OperationCanceledException(), new NotFoundException("gone")])
        {
            bool hasFailed = false;
            int Page(long page)
            {
                if (page == 4 && !hasFailed)
                {
                    hasFailed = true;
                    throw failure;
                }

                return (int)page;
            }

            PagedItems<int> items = kind switch
            {
                "position" => ByPosition(position => Facts(Page(position))),
                "token" => ByToken(token => Facts(Page(long.Parse(token ?? "0", System.Globalization.CultureInfo.InvariantCulture)))),
                _ => PagedOperation.ByWindow<PageFacts<int>, int>(
                    "list", new PageWindow { Usual = 2 }, null, (position, _, _) => Task.FromResult(Facts(Page(position))), static facts => facts, Write),
            };
            List<int> read = [];
            PagePlace? place = null;
            Exception? caught = null;
            for (int attempt = 0; attempt < 2 && (attempt == 0 || caught is not null); attempt++)
            {
                try
                {
                    caught = null;
                    await foreach (ListPage<int> page in items.StartFrom(place).FetchAhead().AsPages(Cancellation))
                    {
                        read.AddRange(page);
                        place = page.Next;
                    }
                }
                catch (Exception exception) when (exception == failure)
                {
                    caught = exception;
                    Assert.Equal(kind == "token" ? new PagePlace { Token = "4" } : new PagePlace { Position = 4 }, place);
                }
            }

            Assert.True(hasFailed);
            Assert.Null(caught);
            Assert.Null(place);
            Assert.Equal(Enumerable.Range(0, 8), read);
        }

        static PageFacts<int> Facts(int page) => new() { Items = page < 8 ? [page, page + 1] : [], IsLast = page >= 6, Token = $"{page + 2}" };
    }

    [Fact]
    public async Task PlaceShouldBeKeptWhereTheLimitOnEmptyPagesIsSetAfterIt() => Assert.Equal(
        [4, 5],
        await ByPosition(static position => new() { Items = [(int)position, (int)position + 1], IsLast = true })
            .StartFrom(new PagePlace { Position = 4 }).AllowEmptyPages(1).ToListAsync(Cancellation));

    [Fact]
    public void PlaceOfAnotherKindOfListShouldBeRefused()
    {
        Assert.Throws<ArgumentException>(() => ByPosition(static _ => default).StartFrom(new PagePlace { Token = "t" }));
        Assert.Throws<ArgumentException>(() => ByToken(static _ => default).StartFrom(new PagePlace { Position = 50 }));
        Assert.Throws<ArgumentException>(() => PagedOperation.ByWindow<int, int>(
            "list", new PageWindow { Usual = 50 }, null, static (_, _, _) => Task.FromResult(0), static _ => default, Write).StartFrom(new PagePlace { Token = "t" }));
    }

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
        static position => new PageFacts<int> { Items = [(int)position, (int)position + 1], IsLast = false },
        Write);

    private static PagedItems<int> ByPosition(Func<long, PageFacts<int>> page) =>
        PagedOperation.ByPosition<PageFacts<int>, int>("list", "start", (position, _) => Task.FromResult(page(position)), static facts => facts, Write);

    private static PagedItems<int> ByToken(Func<string?, PageFacts<int>> page) =>
        PagedOperation.ByToken<PageFacts<int>, int>("search", "cursor", (token, _) => Task.FromResult(page(token)), static facts => facts, Write);

    private static async Task<(List<int> Read, PagingException Exception)> ReadToFailureAsync(PagedItems<int> items)
    {
        List<int> read = [];
        PagingException exception = await Assert.ThrowsAsync<PagingException>(async () =>
        {
            await foreach (int item in items.WithCancellation(Cancellation))
            {
                read.Add(item);
            }
        });
        return (read, exception);
    }

    private static RawJson Write(int item) => RawJson.From<int, Int32Codec>(item);

    private static int[] Read(PagedItems<int> items) => [.. items.ToBlockingEnumerable()];
}
