using Leeway.Grants;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>
/// What is stored of a new pair if another process has written first. A wrong answer loses the grant: the server may accept only one of several pairs.
/// </summary>
public sealed class GrantWriterTests
{
    private static readonly GrantOptions s_options = new();

    private readonly ManualTime _time = new();
    private readonly RuntimeEnvironment _environment;
    private readonly UnreliableStore _store;
    private readonly GrantWriter _writer;
    private readonly GrantSlot _slot = new(GrantId.Default, TaskCreationOptions.None);

    public GrantWriterTests()
    {
        _environment = new RuntimeEnvironment(_time, new Random(1), TaskCreationOptions.None);
        _store = new UnreliableStore(_time);
        _writer = new GrantWriter(_store, _environment, s_options);
    }

    private static Grant Spent => new()
    {
        Id = GrantId.Default,
        Version = 7,
        Family = "family",
        Generation = 3,
        Turn = 1,
        AccessToken = new AccessToken("spent access"),
        AccessTokenExpiresAt = ManualTime.Start,
        RefreshToken = new RefreshToken("spent refresh"),
        FamilyStartedAt = ManualTime.Start.AddHours(-1),
        RotatedAt = ManualTime.Start.AddHours(-1),
        PendingSpend = NewSpend(2),
    };

    private static Grant Successor => Spent with
    {
        Version = 8,
        Generation = 4,
        Turn = 2,
        AccessToken = new AccessToken("new access"),
        AccessTokenExpiresAt = ManualTime.Start.AddHours(1),
        RefreshToken = new RefreshToken("new refresh"),
        RotatedAt = ManualTime.Start,
        PendingSpend = null,
    };

    private static Grant Sibling => Successor with { AccessToken = new AccessToken("sibling access"), RefreshToken = new RefreshToken("sibling refresh") };

    [Fact]
    public async Task PairShouldReplaceTheSpend()
    {
        await StoreAsync(Spent);

        (GrantSnapshot snapshot, Exception? failure) = await WriteAsync();

        Assert.Equal((Successor, null, null), (snapshot.Grant, failure, _slot.Unwritten));
        Assert.Equal(Successor, await StoredAsync());
        Assert.Same(snapshot, _slot.Snapshot);
    }

    [Fact]
    public async Task PairOfARemovedGrantShouldBeDiscarded()
    {
        (GrantSnapshot snapshot, Exception? failure) = await WriteAsync();

        Assert.Equal((null, null), (snapshot.Grant, failure));
        Assert.Null(await StoredAsync());
    }

    [Fact]
    public async Task LaterConsentShouldBeKept()
    {
        Grant later = Sibling with { Family = "later", Version = 8, Generation = 0 };
        await StoreAsync(later);

        Assert.Equal(later, (await WriteAsync()).Snapshot.Grant);
        Assert.Equal(later, await StoredAsync());
    }

    /// <summary>The other process may have sent the token after this one, and the server may accept only the pair of the last request.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public async Task PairShouldReplaceASpendThatWasTakenOverAndBeUnsettledIfItIsLater(int turn, bool isUnsettled)
    {
        await StoreAsync(Spent with { Version = 9, PendingSpend = NewSpend(turn) });

        Grant? written = (await WriteAsync()).Snapshot.Grant;

        Grant expected = Successor with { Version = 10 };
        expected = isUnsettled ? expected with { UnsettledSince = ManualTime.Start, AccessTokenExpiresAt = ManualTime.Start.AddMinutes(8) } : expected;
        Assert.Equal(expected, written);
        Assert.Equal(expected, await StoredAsync());
        Assert.Equal(2, _store.Writes);
    }

    [Theory]
    [InlineData(1, "new access", 10)]
    [InlineData(2, "sibling access", 10)]
    [InlineData(3, "sibling access", 10)]
    public async Task PairOfTheLastTurnShouldBeStored(int turn, string access, int version)
    {
        await StoreAsync(Sibling with { Version = 9, Turn = turn });

        Grant? written = (await WriteAsync()).Snapshot.Grant;

        Assert.Equal((access, version), (written!.AccessToken.Reveal(), (int)written.Version));
        Assert.Equal(written, await StoredAsync());
        Assert.Equal(
            turn == 1 ? (null, ManualTime.Start.AddHours(1)) : (ManualTime.Start, ManualTime.Start.AddMinutes(8)),
            (written.UnsettledSince, written.AccessTokenExpiresAt));
    }

    [Fact]
    public async Task SiblingThatIsAlreadyUnsettledShouldNotBeWrittenAgain()
    {
        Grant unsettled = GrantSlot.Unsettle(Sibling with { Version = 9, Turn = 3 }, s_options);
        await StoreAsync(unsettled);

        Assert.Equal(unsettled, (await WriteAsync()).Snapshot.Grant);
        Assert.Equal(unsettled, await StoredAsync());
        Assert.Equal(1, _store.Writes);
    }

    [Fact]
    public async Task PairThatWasExchangedInTurnShouldBeKept()
    {
        Grant next = Sibling with { Version = 12, Generation = 5, Turn = 1 };
        await StoreAsync(next);

        Assert.Equal(next, (await WriteAsync()).Snapshot.Grant);
        Assert.Equal(next, await StoredAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PairOfAnotherProcessShouldBeUsedUntilTheNextWriteHasEnded(bool isRotated)
    {
        Grant stored = isRotated ? Sibling with { Version = 9, Turn = 1 } : Spent with { Version = 9 };
        await StoreAsync(stored);
        _slot.Adopt(Spent, _slot.BeginInquiry(_environment), _environment, s_options);
        List<AccessToken?> used = [];
        _store.FailsWrite = _ =>
        {
            used.Add(_slot.Snapshot!.Grant!.AccessToken);
            return false;
        };

        await WriteAsync();

        Assert.Equal([Spent.AccessToken, stored.AccessToken], used);
        Assert.Equal(Successor.AccessToken, _slot.Snapshot!.Grant!.AccessToken);
    }

    [Fact]
    public async Task LostPairOfAnotherProcessShouldNotBeUsedInTheMeantime()
    {
        GrantLoss loss = new() { Reason = GrantLossReason.Unknown, Evidence = "", At = ManualTime.Start };
        await StoreAsync(Sibling with { Version = 9, Turn = 1, Loss = loss });
        _slot.Adopt(Spent, _slot.BeginInquiry(_environment), _environment, s_options);
        List<GrantLoss?> used = [];
        _store.FailsWrite = _ =>
        {
            used.Add(_slot.Snapshot!.Grant!.Loss);
            return false;
        };

        Grant? written = (await WriteAsync()).Snapshot.Grant;

        Assert.Equal([null, null], used);
        Assert.Equal(Successor with { Version = 10 }, written);
    }

    [Fact]
    public async Task LossShouldReplaceOnlyThePairThatWasRefused()
    {
        GrantLoss loss = new() { Reason = GrantLossReason.Unknown, Evidence = "evidence", At = ManualTime.Start };
        await StoreAsync(Spent with { Version = 9 });

        Assert.Equal(Spent with { Version = 10, Loss = loss }, (await WriteAsync(Spent with { Version = 8, Loss = loss })).Snapshot.Grant);
        Grant rotated = Sibling with { Version = 11, Turn = 1 };
        Assert.True(await _store.TrySwapAsync(rotated, 10));
        Assert.Equal(rotated, (await WriteAsync(Spent with { Version = 8, Loss = loss })).Snapshot.Grant);
    }

    [Fact]
    public async Task PairShouldBeKeptInMemoryWhileTheStoreFailsAndBeUnsettledThen()
    {
        await StoreAsync(Spent);
        _slot.Adopt(Spent, _slot.BeginInquiry(_environment), _environment, s_options);
        UnwrittenGrant unwritten = new(Spent, Successor);
        _store.FailsWrite = static _ => true;

        (GrantSnapshot snapshot, Exception? failure) = await _writer.WriteAsync(_slot, unwritten);
        Assert.Equal((Successor, "The store cannot be written."), (snapshot.Grant, failure?.Message));
        Assert.Same(unwritten, _slot.Unwritten);

        // The token may have been sent again by another process, which found the spend.
        _store.FailsWrite = null;
        (snapshot, failure) = await _writer.WriteAsync(_slot, unwritten);
        Assert.Equal((GrantSlot.Unsettle(Successor, s_options), null, null), (snapshot.Grant, failure, _slot.Unwritten));
        Assert.Equal(snapshot.Grant, await StoredAsync());
    }

    [Fact]
    public async Task PairOfAGrantThatIsKnownToBeRemovedShouldNotBeKept()
    {
        _slot.Adopt(null, _slot.BeginInquiry(_environment), _environment, s_options);
        _store.FailsWrite = static _ => true;

        (GrantSnapshot snapshot, Exception? failure) = await WriteAsync();

        Assert.Equal((null, null, null), (snapshot.Grant, failure, _slot.Unwritten));
    }

    [Fact]
    public async Task StoreThatRefusesEverythingShouldFail()
    {
        await StoreAsync(Spent);
        _store.RefusesSwap = static _ => true;

        (GrantSnapshot snapshot, Exception? failure) = await WriteAsync();

        Assert.Equal("it refused 5 times to replace the version that it had just returned", failure!.Message);
        Assert.Equal(Successor.AccessToken, snapshot.Grant!.AccessToken);
        Assert.Equal(5, _store.Writes);
        Assert.NotNull(_slot.Unwritten);
    }

    private static PendingSpend NewSpend(int turn) =>
        new() { Id = $"spend {turn}", StartedAt = ManualTime.Start, InDoubtSince = ManualTime.Start, Turn = turn };

    private async Task<(GrantSnapshot Snapshot, Exception? Failure)> WriteAsync(Grant? successor = null) =>
        await _writer.WriteAsync(_slot, new UnwrittenGrant(Spent, successor ?? Successor));

    private async Task StoreAsync(Grant grant) => Assert.True(await _store.Inner.TrySwapAsync(grant, null));

    private async Task<Grant?> StoredAsync() => await _store.FindAsync(GrantId.Default);
}
