using Leeway.Grants;
using Leeway.Http;
using Leeway.Testing.Stores;
using Microsoft.Extensions.Logging;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>A protector that is slow, hangs or fails, like a key vault that cannot be reached.</summary>
public sealed class TokenProtectorTests : IDisposable
{
    private static readonly Task s_never = new TaskCompletionSource().Task;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "leeway-" + Guid.NewGuid().ToString("N"));
    private readonly GrantWorld _world = new();
    private readonly TestProtector _protector = new();
    private readonly FileGrantStore _store;
    private readonly AtlassianPipeline _node;

    public TokenProtectorTests()
    {
        _store = new FileGrantStore(_folder, _protector, _world.Time);
        _node = _world.NewNode(store: _store);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task MissingArgumentsOfADocumentShouldBeRefused()
    {
        Grant grant = GrantStoreContract.CreateGrant(GrantWorld.Id, 1);
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await GrantDocument.WriteAsync(null!, _protector));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await GrantDocument.WriteAsync(grant, null!));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await GrantDocument.ReadAsync(default, GrantWorld.Id, null!));
        Assert.Throws<ArgumentNullException>(static () => InventoryEntry.Read("name", null!));
    }

    [Fact]
    public void DamageThatAStoreFindsShouldBeReported() =>
        Assert.Equal("it has no end", InventoryEntry.Read("name", static () => throw new DamagedGrantException("it has no end")).Error);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task NewPairThatCannotBeEncryptedShouldBeUsedFromMemoryAndStoredLater(bool hangs)
    {
        await SignInAndExpireAsync();
        int requests = _world.TokenRequests;
        _protector.BeforeProtect = () => _world.TokenRequests == requests ? Task.CompletedTask
            : hangs ? s_never
            : Task.FromException(new HttpRequestException("vault.example refused the connection"));

        Task<AccessToken> caller = _node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        Assert.Equal(!hangs, caller.IsCompleted);
        _world.Time.Advance(new GrantOptions().StoreTimeout);

        Assert.True(_world.Server.Inspect((await caller).Reveal()).IsUsable);
        Assert.Contains(_world.Log.Collector.GetSnapshot(), static record => record is { Level: LogLevel.Error, Id.Name: "GrantUnwritten" });
        Assert.NotEqual(await caller, (await _store.FindAsync(GrantWorld.Id))!.AccessToken);

        _protector.BeforeProtect = null;
        _world.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(await caller, (await _store.FindAsync(GrantWorld.Id))!.AccessToken);
        Assert.Equal(requests + 1, _world.TokenRequests);
    }

    [Fact]
    public async Task TokenShouldNotBeSpentIfTheProtectorFailsBefore()
    {
        await SignInAndExpireAsync();
        int requests = _world.TokenRequests;
        _protector.BeforeProtect = static () => Task.FromException(new HttpRequestException("vault.example refused the connection"));

        Task<AccessToken> caller = _node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(new GrantOptions().CallerTimeout);

        TokenUnavailableException exception = await Assert.ThrowsAsync<TokenUnavailableException>(() => caller);
        Assert.Contains(
            "The token protector TestProtector could not encrypt the tokens of the grant 'default': vault.example refused the connection.",
            exception.Message,
            StringComparison.Ordinal);
        Assert.Equal(requests, _world.TokenRequests);
    }

    [Fact]
    public async Task HangingProtectorShouldHoldNoCallerBeyondTheTimeLimit()
    {
        await SignInAndExpireAsync();
        _protector.BeforeUnprotect = static () => s_never;

        Task<AccessToken> caller = _node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        Task<GrantHealth> health = _world.NewNode(store: _store).Keeper.GetHealthAsync(GrantWorld.Id).AsTask();
        Task forgetting = _world.NewNode(store: _store).Keeper.ForgetAsync(GrantWorld.Id);
        _world.Time.Advance(new GrantOptions().CallerTimeout);

        Assert.Contains("did not respond within 10 s", (await Assert.ThrowsAsync<TokenUnavailableException>(() => caller)).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<TokenUnavailableException>(() => health);
        await Assert.ThrowsAsync<GrantNotForgottenException>(() => forgetting);

        _protector.BeforeUnprotect = null;
        Assert.NotNull(await _store.FindAsync(GrantWorld.Id));
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(_world.Server.Inspect((await _node.Keeper.GetAccessTokenAsync(GrantWorld.Id)).Reveal()).IsUsable);
    }

    [Fact]
    public async Task GrantShouldNotBeWrittenAfterTheCallerStoppedWaiting()
    {
        TaskCompletionSource vault = new();
        _protector.BeforeProtect = () => vault.Task;
        using CancellationTokenSource cancellation = new();
        Task<bool> write = _store.TrySwapAsync(NewGrant(1), null, cancellation.Token).AsTask();
        await cancellation.CancelAsync();

        vault.SetResult();

        await Assert.ThrowsAsync<OperationCanceledException>(() => write);
        Assert.Null(await _store.FindAsync(GrantWorld.Id));
    }

    [Fact]
    public async Task SlowProtectorShouldDelayNoOtherWrite()
    {
        await _store.TrySwapAsync(NewGrant(1), null);
        TaskCompletionSource vault = new();
        _protector.BeforeProtect = () => vault.Task;
        Task<bool> slow = _store.TrySwapAsync(NewGrant(2), 1).AsTask();
        _protector.BeforeProtect = null;
        _protector.BeforeUnprotect = static () => s_never;

        Assert.True(await _store.TrySwapAsync(NewGrant(3), 1));
        Assert.NotNull(await _store.TryLeaseAsync(GrantWorld.Id, TimeSpan.FromMinutes(1)));
        vault.SetResult();

        Assert.False(await slow);
        Assert.True(await _store.TryRemoveAsync(GrantWorld.Id, 3));
    }

    [Theory]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(System.Text.Json.JsonException))]
    [InlineData(typeof(TaskCanceledException))]
    public async Task FailureOfTheProtectorShouldNotBeTakenForDamage(Type type)
    {
        await SignInAndExpireAsync();
        _protector.BeforeUnprotect = () => Task.FromException((Exception)Activator.CreateInstance(type)!);

        TokenProtectorFailedException exception =
            await Assert.ThrowsAsync<TokenProtectorFailedException>(async () => await _store.FindAsync(GrantWorld.Id));
        Assert.IsType(type, exception.InnerException);
        Task forgetting = _world.NewNode(store: _store).Keeper.ForgetAsync(GrantWorld.Id);
        _world.Time.Advance(new GrantOptions().CallerTimeout);

        await Assert.ThrowsAsync<GrantNotForgottenException>(() => forgetting);
        _protector.BeforeUnprotect = null;
        Assert.NotNull(await _store.FindAsync(GrantWorld.Id));
    }

    [Fact]
    public async Task ProtectorThatReturnsNothingShouldFailTheWrite()
    {
        _protector.Change = static _ => [];

        await Assert.ThrowsAsync<TokenProtectorFailedException>(async () => await _store.TrySwapAsync(NewGrant(1), null));

        Assert.Null(await _store.FindAsync(GrantWorld.Id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"access\":\"\"}")]
    [InlineData("{\"access\":1}")]
    public async Task ProtectorThatDecryptsToSomethingElseShouldBeReported(string pair)
    {
        await SignInAndExpireAsync();
        _protector.Change = _ => System.Text.Encoding.UTF8.GetBytes(pair);

        TokenProtectionException exception = await Assert.ThrowsAsync<TokenProtectionException>(async () => await _store.FindAsync(GrantWorld.Id));

        Assert.Contains(nameof(TestProtector), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AesGcmShouldCompleteSynchronously()
    {
        AesGcmTokenProtector protector = new(AesGcmTokenProtector.CreateKey());

        ValueTask<byte[]> encryption = protector.ProtectAsync(GrantWorld.Id, new byte[100]);
        Assert.True(encryption.IsCompletedSuccessfully);
        byte[] encrypted = await encryption;
        ValueTask<byte[]> decryption = protector.UnprotectAsync(GrantWorld.Id, encrypted);
        Assert.True(decryption.IsCompletedSuccessfully);
        Assert.Equal(new byte[100], await decryption);

        ValueTask<byte[]> refused = protector.UnprotectAsync(new GrantId("other"), encrypted);
        Assert.True(refused.IsFaulted);
        await Assert.ThrowsAsync<TokenProtectionException>(() => refused.AsTask());
        Assert.True(protector.ProtectAsync(GrantWorld.Id, encrypted, new CancellationToken(true)).AsTask().IsCanceled);
        Assert.True(protector.UnprotectAsync(GrantWorld.Id, encrypted, new CancellationToken(true)).AsTask().IsCanceled);
    }

    private async Task SignInAndExpireAsync()
    {
        await _world.SignInAsync(_node);
        _world.Time.Advance(TimeSpan.FromHours(1));
    }

    private static Grant NewGrant(long version) => new()
    {
        Id = GrantWorld.Id,
        Version = version,
        Family = "family",
        AccessToken = new AccessToken("access"),
        AccessTokenExpiresAt = ManualTime.Start,
        FamilyStartedAt = ManualTime.Start,
        RotatedAt = ManualTime.Start,
    };
}
