using Leeway.Generated;
using Leeway.Json;
using Leeway.Paging;

namespace Leeway.Runtime.Tests.Paging;

/// <summary>Lists whose responses contain only the items, paged by ranges of positions.</summary>
public class WindowTests
{
    private static readonly PageWindow s_filtered = new() { Usual = 50, Bound = 1_000, IsFiltered = true, Instead = "getAllUsers" };
    private static readonly PageWindow s_searched = new() { Usual = 50, Largest = 1_000, Bound = 1_000 };
    private static readonly PageWindow s_unbounded = new() { Usual = 50, Largest = 1_000 };

    private readonly List<(long Position, int Size)> _requests = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData(7)]
    [InlineData(200)]
    [InlineData(1_000)]
    [InlineData(5_000)]
    public async Task FilteredPagesShouldReturnEveryItemOnce(int? size)
    {
        foreach (Predicate<int> filter in (Predicate<int>[])[static i => i % 5 != 0, static i => i >= 50, static i => i >= 150, static i => i == 199, static _ => false])
        {
            _requests.Clear();
            Assert.Equal(Enumerable.Range(0, 200).Where(i => filter(i)), await List(s_filtered, size, 200, filter).ToListAsync(Cancellation));
            Assert.True(_requests.TrueForAll(static request => request.Position + request.Size <= 1_000));
        }
    }

    [Fact]
    public async Task PageShouldHaveTheDefaultSizeIfTheCallerSetsNone()
    {
        await List(s_filtered, null, 0, static _ => true).ToListAsync(Cancellation);
        Assert.Equal(Enumerable.Range(0, 20).Select(static page => (page * 50L, 50)), _requests);
    }

    [Theory]
    [InlineData(7, 7)]
    [InlineData(1_000, 1_000)]
    [InlineData(5_000, 1_000)]
    public async Task PageShouldHaveTheSizeThatTheCallerSetsUpToTheMaximum(int size, int expected)
    {
        await List(s_unbounded, size, 0, static _ => true).ToListAsync(Cancellation);
        Assert.Equal((0L, expected), _requests[0]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(300)]
    [InlineData(1_000)]
    public async Task ItemsUpToTheBoundShouldBeReturnedBeforeTheError(int? size)
    {
        List<int> read = [];
        PagingException exception = await Assert.ThrowsAsync<PagingException>(async () =>
        {
            await foreach (int item in List(s_filtered, size, 1_200, static i => i % 5 != 0))
            {
                read.Add(item);
            }
        });
        Assert.Equal(Enumerable.Range(0, 1_000).Where(static i => i % 5 != 0), read);
        Assert.Equal(800, exception.Received);
        Assert.Equal(
            "The list of findThings may be incomplete after 800 items: the server returns the first 1000 positions only, and the last of them have items; "
            + "to get all items, call getAllUsers and filter its result.",
            exception.Message);

        // The last positions are requested once, by the last page or after it.
        Assert.Equal((950L, 50), _requests[^1]);
        Assert.Single(_requests, static request => request.Position == 950);
    }

    [Fact]
    public async Task ErrorAtTheBoundShouldAdviseNothingIfThereIsNoOtherOperation()
    {
        PagingException exception = await Assert.ThrowsAsync<PagingException>(() => List(s_searched, null, 1_200, static _ => true).ToListAsync(Cancellation).AsTask());

        Assert.EndsWith("the server returns the first 1000 positions only, and the last of them have items.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1_000)]
    public async Task ListThatEndsBeforeTheBoundShouldBeComplete(int? size) =>
        Assert.Equal(950, (await List(s_filtered, size, 950, static _ => true).ToListAsync(Cancellation)).Count);

    /// <summary>One request past an empty page proves the end of the list as far as a page reaches.</summary>
    [Fact]
    public async Task PageAfterAnEmptyOneShouldBeFetchedIfTheServerFiltersFirst()
    {
        Assert.Equal(60, (await List(s_searched, null, 60, static _ => true).ToListAsync(Cancellation)).Count);
        Assert.Equal([(0L, 50), (50L, 50), (100L, 50), (150L, 850)], _requests);

        Assert.Equal(150, (await List(s_searched, null, 200, static i => i >= 50).ToListAsync(Cancellation)).Count);
        Assert.Equal(1_500, (await List(s_unbounded, null, 1_600, static i => i is < 200 or >= 300).ToListAsync(Cancellation)).Count);
        Assert.Equal(3_000, (await List(s_unbounded, 5_000, 3_000, static _ => true).ToListAsync(Cancellation)).Count);
    }

    [Fact]
    public async Task SizeThatTheServerStatesShouldBeUsed()
    {
        PagedItems<int> items = PagedOperation.ByWindow<PageFacts<int>, int>(
            "findThings",
            s_filtered,
            500,
            static (position, size, _) => Task.FromResult(new PageFacts<int>
            {
                Items = [.. Enumerable.Range((int)position, Math.Min(size, 100)).Where(static i => i is < 700 and >= 20)],
                Size = Math.Min(size, 100),
                IsLast = true,
                Total = 3,
            }),
            static facts => facts,
            Write);
        Assert.Equal(Enumerable.Range(20, 680), await items.ToListAsync(Cancellation));
    }

    /// <summary>The shape of the list is the cause, and that there are no items is only its consequence.</summary>
    [Fact]
    public async Task ListThatCannotBeReadShouldBeReportedRatherThanItsMissingItems()
    {
        PageFacts<int> page = new() { Unread = "values", Total = 5 };
        PagedItems<int> items = PagedOperation.ByWindow<PageFacts<int>, int>("findThings", s_filtered, null, (_, _, _) => Task.FromResult(page), static facts => facts, Write);

        PagingException exception = await Assert.ThrowsAsync<PagingException>(() => items.ToListAsync(Cancellation).AsTask());

        Assert.Contains("'values' has a shape that cannot be read", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerThatIgnoresPositionsShouldBeDetectedBeforeItemsRepeat()
    {
        List<int> read = [];
        PagedItems<int> items = PagedOperation.ByWindow<int[], int>("findThings", s_filtered, null, static (_, _, _) => Task.FromResult<int[]>([1, 2]), static page => new PageFacts<int> { Items = page }, Write);
        await Assert.ThrowsAsync<PagingException>(async () =>
        {
            await foreach (int item in items)
            {
                read.Add(item);
            }
        });
        Assert.Equal([1, 2], read);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void SizeBelowOneShouldBeRefusedBeforeAnythingIsSent(int size)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => List(s_filtered, size, 10, static _ => true));
        Assert.Empty(_requests);
    }

    /// <summary>A server that cuts its list first, up to the bound of the window, and filters it afterward.</summary>
    private PagedItems<int> List(PageWindow window, int? size, int count, Predicate<int> filter) => PagedOperation.ByWindow<int[], int>(
        "findThings",
        window,
        size,
        (position, asked, _) =>
        {
            _requests.Add((position, asked));
            int end = (int)Math.Min(position + Math.Min(asked, window.Largest ?? int.MaxValue), Math.Min(count, window.Bound ?? int.MaxValue));
            return Task.FromResult(Enumerable.Range((int)position, Math.Max(0, end - (int)position)).Where(i => filter(i)).ToArray());
        },
        static page => new PageFacts<int> { Items = page },
        Write);

    private static RawJson Write(int item) => RawJson.From<int, Int32Codec>(item);
}
