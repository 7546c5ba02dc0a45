using System.Text;
using System.Text.Json.Nodes;
using Leeway.Grants;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>The document in which stores keep a grant, which later versions must still read.</summary>
public sealed class GrantDocumentTests
{
    private const string Complete = """
        {
          "form": 1,
          "id": "ada",
          "version": 7,
          "family": "a family",
          "generation": 3,
          "turn": 2,
          "accessTokenExpiresAt": "2026-11-01T13:00:00.0000000\u002B00:00",
          "familyStartedAt": "2026-10-02T12:00:00.0000000\u002B00:00",
          "rotatedAt": "2026-11-01T12:00:00.0000000\u002B00:00",
          "unsettledSince": "2026-11-01T11:59:00.0000000\u002B00:00",
          "scopes": [
            "read:me",
            "offline_access"
          ],
          "pendingSpend": {
            "id": "a spend",
            "startedAt": "2026-11-01T12:01:00.0000000\u002B00:00",
            "inDoubtSince": "2026-11-01T12:00:30.0000000\u002B00:00",
            "turn": 4
          },
          "loss": {
            "reason": "SpendInDoubt",
            "evidence": "No response.",
            "at": "2026-11-01T12:10:00.0000000\u002B00:00"
          },
          "renewable": true,
          "tokens": "AQID"
        }
        """;

    private const string Minimal = """
        {
          "form": 1,
          "id": "ada",
          "version": 1,
          "family": "a family",
          "generation": 0,
          "turn": 0,
          "accessTokenExpiresAt": "2026-11-01T13:00:00.0000000\u002B00:00",
          "familyStartedAt": "2026-11-01T12:00:00.0000000\u002B00:00",
          "rotatedAt": "2026-11-01T12:00:00.0000000\u002B00:00",
          "scopes": [],
          "renewable": false,
          "tokens": "AQID"
        }
        """;

    private static readonly GrantId s_id = new("ada");

    private static Grant CompleteGrant => new()
    {
        Id = s_id,
        Version = 7,
        Family = "a family",
        Generation = 3,
        Turn = 2,
        AccessToken = new AccessToken("access"),
        RefreshToken = new RefreshToken("refresh"),
        AccessTokenExpiresAt = ManualTime.Start.AddHours(1),
        FamilyStartedAt = ManualTime.Start.AddDays(-30),
        RotatedAt = ManualTime.Start,
        UnsettledSince = ManualTime.Start.AddMinutes(-1),
        Scopes = ["read:me", "offline_access"],
        PendingSpend = new PendingSpend
        {
            Id = "a spend", StartedAt = ManualTime.Start.AddMinutes(1), InDoubtSince = ManualTime.Start.AddSeconds(30), Turn = 4,
        },
        Loss = new GrantLoss { Reason = GrantLossReason.SpendInDoubt, Evidence = "No response.", At = ManualTime.Start.AddMinutes(10) },
    };

    private static Grant MinimalGrant => new()
    {
        Id = s_id,
        Version = 1,
        Family = "a family",
        AccessToken = new AccessToken("access"),
        AccessTokenExpiresAt = ManualTime.Start.AddHours(1),
        FamilyStartedAt = ManualTime.Start,
        RotatedAt = ManualTime.Start,
    };

    [Fact]
    public async Task CompleteGrantShouldBeWrittenAndRead()
    {
        StubProtector protector = new();

        Assert.Equal(Complete, await WriteAsync(CompleteGrant, protector));
        Assert.Equal("""{"access":"access","refresh":"refresh"}""", Encoding.UTF8.GetString(protector.Protected!));

        Grant read = await GrantDocument.ReadAsync(Encoding.UTF8.GetBytes(Complete), s_id, protector);
        Assert.Equal([1, 2, 3], protector.Unprotected!);
        Assert.Equal(CompleteGrant with { Scopes = [] }, read with { Scopes = [] });
        Assert.Equal(["read:me", "offline_access"], read.Scopes);
        Assert.Equal(Complete, await WriteAsync(read, protector));
    }

    [Fact]
    public async Task GrantWithoutOptionalMembersShouldBeWrittenAndRead()
    {
        StubProtector protector = new();

        Assert.Equal(Minimal, await WriteAsync(MinimalGrant, protector));
        Assert.Equal("""{"access":"access"}""", Encoding.UTF8.GetString(protector.Protected!));

        Grant read = await GrantDocument.ReadAsync(Encoding.UTF8.GetBytes(Minimal), s_id, protector);
        Assert.Equal(MinimalGrant with { Scopes = [] }, read with { Scopes = [] });
        Assert.Equal(Minimal, await WriteAsync(read, protector));
    }

    [Fact]
    public void OutlineShouldHaveEverythingButTheTokens()
    {
        GrantOutline complete = GrantDocument.ReadOutline(Encoding.UTF8.GetBytes(Complete));
        GrantOutline minimal = GrantDocument.ReadOutline(Encoding.UTF8.GetBytes(Minimal), s_id);

        Assert.Equal(GrantOutline.Of(CompleteGrant) with { Scopes = [] }, complete with { Scopes = [] });
        Assert.Equal(GrantOutline.Of(MinimalGrant) with { Scopes = [] }, minimal with { Scopes = [] });
        Assert.Equal((true, false), (complete.IsRenewable, minimal.IsRenewable));
    }

    [Theory]
    [InlineData("version")]
    [InlineData("family")]
    [InlineData("generation")]
    [InlineData("turn")]
    [InlineData("accessTokenExpiresAt")]
    [InlineData("familyStartedAt")]
    [InlineData("rotatedAt")]
    [InlineData("scopes")]
    [InlineData("renewable")]
    [InlineData("tokens")]
    [InlineData("form")]
    [InlineData("id")]
    [InlineData("pendingSpend.id")]
    [InlineData("pendingSpend.startedAt")]
    [InlineData("pendingSpend.inDoubtSince")]
    [InlineData("pendingSpend.turn")]
    [InlineData("loss.reason")]
    [InlineData("loss.evidence")]
    [InlineData("loss.at")]
    public void MissingMemberShouldBeNamed(string member)
    {
        string name = member.Split('.')[^1];
        string document = Change(member, static (parent, name) => parent.Remove(name));

        AssertDamaged($"it lacks '{name}'", document, s_id);
        AssertDamaged($"it lacks '{name}'", document, null);
    }

    [Theory]
    [InlineData("family")]
    [InlineData("rotatedAt")]
    [InlineData("pendingSpend.id")]
    [InlineData("loss.evidence")]
    public void NullInsteadOfTextShouldBeNamed(string member) =>
        AssertDamaged($"'{member.Split('.')[^1]}' is null", Change(member, static (parent, name) => parent[name] = null), s_id);

    [Theory]
    [InlineData("version", "1.5")]
    [InlineData("version", "99999999999999999999")]
    [InlineData("generation", "2147483648")]
    [InlineData("family", "5")]
    [InlineData("rotatedAt", "\"yesterday\"")]
    [InlineData("rotatedAt", "\"2026-11-01\"")]
    [InlineData("scopes", "\"read:me\"")]
    [InlineData("renewable", "\"true\"")]
    [InlineData("tokens", "\"*\"")]
    [InlineData("pendingSpend", "[]")]
    [InlineData("loss.reason", "\"Boredom\"")]
    public void OtherValueShouldBeDamage(string member, string value) =>
        Assert.NotEmpty(Assert.Throws<DamagedGrantException>(
            () => Read(Change(member, (parent, name) => parent[name] = JsonNode.Parse(value)), s_id)).Message);

    [Theory]
    [InlineData("[]")]
    [InlineData("5")]
    public void DocumentThatIsNotAnObjectShouldBeDamage(string document)
    {
        AssertDamaged("it has a format that this version of Leeway does not support", document, s_id);
        AssertDamaged("it lacks 'id'", document, null);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void OtherFormatShouldBeDamage(int format) => AssertDamaged(
        "it has a format that this version of Leeway does not support", Change("form", (parent, name) => parent[name] = format), s_id);

    [Fact]
    public async Task DocumentOfAnotherGrantShouldBeDamage()
    {
        AssertDamaged("it belongs to another grant", Complete, new GrantId("Ada"));
        Assert.Equal(
            "it belongs to another grant",
            (await Assert.ThrowsAsync<DamagedGrantException>(
                async () => await GrantDocument.ReadAsync(Encoding.UTF8.GetBytes(Complete), new GrantId("Ada"), new StubProtector()))).Message);
    }

    [Fact]
    public void TextThatIsNotJsonShouldBeDamageWithItsCause()
    {
        DamagedGrantException exception = Assert.Throws<DamagedGrantException>(() => Read("{", s_id));

        Assert.Equal(exception.InnerException!.Message, exception.Message);
        Assert.IsAssignableFrom<System.Text.Json.JsonException>(exception.InnerException);
    }

    [Fact]
    public async Task MissingArgumentsShouldBeNamed()
    {
        Assert.Equal("grant", (await Assert.ThrowsAsync<ArgumentNullException>(async () => await GrantDocument.WriteAsync(null!, new StubProtector()))).ParamName);
        Assert.Equal("protector", (await Assert.ThrowsAsync<ArgumentNullException>(async () => await GrantDocument.WriteAsync(MinimalGrant, null!))).ParamName);
        Assert.Equal(
            "protector",
            (await Assert.ThrowsAsync<ArgumentNullException>(async () => await GrantDocument.ReadAsync(Encoding.UTF8.GetBytes(Minimal), s_id, null!))).ParamName);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("5", "it lacks 'access'")]
    [InlineData("[]", "it lacks 'access'")]
    [InlineData("{}", "it lacks 'access'")]
    [InlineData("""{"access":""}""", null)]
    [InlineData("""{"access":null}""", null)]
    [InlineData("""{"access":5}""", null)]
    [InlineData("""{"access":"access","refresh":""}""", null)]
    public async Task PairThatAnotherProtectorEncryptedShouldBeReported(string pair, string? cause)
    {
        StubProtector protector = new() { Secret = Encoding.UTF8.GetBytes(pair) };

        TokenProtectionException exception = await Assert.ThrowsAsync<TokenProtectionException>(
            async () => await GrantDocument.ReadAsync(Encoding.UTF8.GetBytes(Minimal), s_id, protector));

        Assert.Equal(
            "The token protector StubProtector decrypted the tokens of the grant 'ada' to something else than it had encrypted. Check that it returns the secret unchanged.",
            exception.Message);
        Assert.Equal(cause ?? exception.InnerException!.Message, exception.InnerException!.Message);
    }

    [Theory]
    [InlineData("encrypt", "no vault.", "no vault")]
    [InlineData("encrypt", null, "it returned nothing")]
    [InlineData("decrypt", "no vault", "no vault")]
    public async Task FailureOfTheProtectorShouldBeExplained(string operation, string? failure, string words)
    {
        StubProtector protector = new() { Failure = failure is null ? null : new IOException(failure), ReturnsNothing = failure is null };

        TokenProtectorFailedException exception = await Assert.ThrowsAsync<TokenProtectorFailedException>(
            async () => _ = operation == "encrypt"
                ? (object)await GrantDocument.WriteAsync(MinimalGrant, protector)
                : await GrantDocument.ReadAsync(Encoding.UTF8.GetBytes(Minimal), s_id, protector));

        Assert.Equal($"The token protector StubProtector could not {operation} the tokens of the grant 'ada': {words}.", exception.Message);
        Assert.Equal(failure ?? "it returned nothing", exception.InnerException!.Message);
    }

    [Theory]
    [InlineData("encrypt")]
    [InlineData("decrypt")]
    public async Task KeyThatIsMissingAndCancellationShouldPassUnchanged(string operation)
    {
        using CancellationTokenSource cancellation = new();
        StubProtector protector = new() { Failure = new TokenProtectionException("no key") };
        Assert.Same(protector.Failure, await Record.ExceptionAsync(RunAsync));

        await cancellation.CancelAsync();
        protector.Failure = new OperationCanceledException(cancellation.Token);
        Assert.Same(protector.Failure, await Record.ExceptionAsync(RunAsync));
        Assert.Equal(cancellation.Token, protector.Cancellation);

        async Task RunAsync() => _ = operation == "encrypt"
            ? (object)await GrantDocument.WriteAsync(MinimalGrant, protector, cancellation.Token)
            : await GrantDocument.ReadAsync(Encoding.UTF8.GetBytes(Minimal), s_id, protector, cancellation.Token);
    }

    [Fact]
    public async Task DocumentShouldNotBeWrittenAfterACancellation()
    {
        using CancellationTokenSource cancellation = new();
        await cancellation.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(async () => await GrantDocument.WriteAsync(MinimalGrant, new StubProtector(), cancellation.Token));
    }

    private static string Change(string member, Action<JsonObject, string> change)
    {
        JsonObject root = JsonNode.Parse(Complete)!.AsObject();
        string[] path = member.Split('.');
        change(path.Length == 1 ? root : root[path[0]]!.AsObject(), path[^1]);
        return root.ToJsonString();
    }

    private static GrantOutline Read(string document, GrantId? expected) => GrantDocument.ReadOutline(Encoding.UTF8.GetBytes(document), expected);

    private static void AssertDamaged(string message, string document, GrantId? expected) =>
        Assert.Equal(message, Assert.Throws<DamagedGrantException>(() => Read(document, expected)).Message);

    private static async Task<string> WriteAsync(Grant grant, ITokenProtector protector) =>
        Encoding.UTF8.GetString(await GrantDocument.WriteAsync(grant, protector)).ReplaceLineEndings("\n");

    /// <summary>Does not encrypt, so that a test sees what it is given.</summary>
    private sealed class StubProtector : ITokenProtector
    {
        public byte[]? Protected { get; private set; }

        public byte[]? Unprotected { get; private set; }

        public CancellationToken Cancellation { get; private set; }

        public byte[]? Secret { get; init; }

        public Exception? Failure { get; set; }

        public bool ReturnsNothing { get; init; }

        public ValueTask<byte[]> ProtectAsync(GrantId grant, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken = default)
        {
            Cancellation = cancellationToken;
            Protected = secret.ToArray();
            return Failure is null ? new(ReturnsNothing ? null! : [1, 2, 3]) : ValueTask.FromException<byte[]>(Failure);
        }

        public ValueTask<byte[]> UnprotectAsync(GrantId grant, ReadOnlyMemory<byte> protectedSecret, CancellationToken cancellationToken = default)
        {
            Cancellation = cancellationToken;
            Unprotected = protectedSecret.ToArray();
            return Failure is null ? new(Secret ?? Protected ?? """{"access":"access"}"""u8.ToArray()) : ValueTask.FromException<byte[]>(Failure);
        }
    }
}
