using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using Leeway.Calls;
using Leeway.Generated;
using Leeway.Grants;
using Leeway.Http;
using Leeway.Json;
using Leeway.Paging;
using Leeway.Runtime.Tests.Http;
using Leeway.Sites;
using Microsoft.Extensions.Logging.Abstractions;

namespace Leeway.Runtime.Tests.Robustness;

/// <summary>
/// Whatever the gateway, the token endpoint or the list of sites returns, a call ends, at worst with a documented exception.
/// </summary>
/// <remarks>
/// Set <c>LEEWAY_RANDOM_ANSWERS</c> to the number of calls of each kind, such as 100000, and <c>LEEWAY_RANDOM_SEED</c> to the first seed,
/// as a failure shows it.
/// </remarks>
public sealed class RandomAnswerTests : IDisposable
{
    private const string Site = "https://example.atlassian.net";
    private const string CloudId = "11111111-1111-1111-1111-111111111111";

    /// <summary>Longer than any call with all its attempts and waits.</summary>
    private static readonly TimeSpan s_longestCall = TimeSpan.FromHours(3);

    private static readonly int s_calls = Read("LEEWAY_RANDOM_ANSWERS", 2_000);
    private static readonly int s_firstSeed = Read("LEEWAY_RANDOM_SEED", 1);

    private static readonly OperationDescriptor s_read =
        new("getThing", HttpMethod.Get, "/rest/api/3/thing", "jira", "Jira", [200], "read:jira-work");

    private static readonly OperationDescriptor s_write = new("createThing", HttpMethod.Post, "/rest/api/3/thing", "jira", "Jira", [201], "write:jira-work");

    private readonly Meter _meter = new("Leeway");

    public void Dispose() => _meter.Dispose();

    [Theory]
    [InlineData("api")]
    [InlineData("token")]
    [InlineData("sites")]
    public async Task AnyResponseShouldEndACallWithADocumentedException(string source)
    {
        int values = 0;
        for (int seed = s_firstSeed; seed < s_firstSeed + s_calls; seed++)
        {
            values += await CallAsync(source, seed) ? 1 : 0;
        }

        // Otherwise the responses are so bad that little is tested.
        Assert.InRange(values, s_calls / 50, s_calls - (s_calls / 20));
    }

    private async Task<bool> CallAsync(string source, int seed)
    {
        Random random = new(seed);
        ManualTime time = new();
        AtlassianLogin login = source switch
        {
            "token" => random.Next(3) == 0 ? AtlassianLogin.ServiceAccount : AtlassianLogin.Consent,
            "sites" => random.Next(3) switch { 0 => AtlassianLogin.ScopedApiToken("a@b", "token"), 1 => AtlassianLogin.BearerToken("token"), _ => AtlassianLogin.Consent },
            _ => random.Next(4) switch { 0 => AtlassianLogin.ApiToken("a@b", "token"), 2 => AtlassianLogin.ScopedApiToken("a@b", "token"), 1 => AtlassianLogin.BearerToken("token"), _ => AtlassianLogin.Consent },
        };
        AtlassianOptions options = new()
        {
            ClientId = "client",
            ClientSecret = "secret",
            Login = login,
            Site = login.Kind is LoginKind.SiteApiToken or LoginKind.GatewayApiToken ? Site : random.Next(3) == 0 ? "example" : null,
            MaxResponseBytes = 100_000,
        };
        StubTransport transport = new(request =>
        {
            string good = Good(request.RequestUri!.AbsolutePath);
            return SourceOf(request) == source ? new RandomAnswer(random, good).Next() : StubTransport.Json(HttpStatusCode.OK, good);
        });
        InMemoryGrantStore store = new(time);
        await store.TrySwapAsync(GrantOf(time, isOver: source == "token"), null);
        RuntimeEnvironment environment = new(time, random, TaskCreationOptions.None, _meter);
        using AtlassianPipeline pipeline = new(options, store, environment, transport, transport, NullLoggerFactory.Instance);
        using CancellationTokenSource patience = new(s_longestCall / 2, time);

        string what = $"seed {seed} ({source}, {login})";
        try
        {
            Task call = CallAsync(pipeline, login.Kind is LoginKind.SiteApiToken or LoginKind.GatewayApiToken, random, patience.Token);
            await RunAsync(call, time, what);
            await call;
            return true;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            // A download that does not arrive has no time limit but the reader's.
            return false;
        }
        catch (Exception exception) when (exception is LeewayException or HttpIOException)
        {
            return false;
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"{what}: {exception.GetType()} is not documented.", exception);
        }
    }

    /// <summary>Makes one call of any kind, and reads its result.</summary>
    private static async Task CallAsync(AtlassianPipeline pipeline, bool isApiToken, Random random, CancellationToken patience)
    {
        AtlassianCaller caller = pipeline.CreateCaller();
        OperationDescriptor operation = random.Next(3) == 0 ? s_write : s_read;
        ResponseRecord record = new();
        if (random.Next(2) == 0)
        {
            caller = caller.WithSettings(new CallSettings { Response = record });
        }

        HttpRequestMessage request = operation.CreateRequest("/rest/api/3/thing", operation == s_write ? new ByteArrayContent([1]) : null);
        switch (random.Next(10))
        {
            case 0:
                await caller.SendAsync(request, default);
                break;
            case 1:
                await caller.SendOptionalAsync<IReadOnlyList<string>, ListCodec<string, StringCodec>>(request, default);
                break;
            case 2:
                await caller.SendTextAsync(request, default);
                break;
            case 3:
                await caller.SendAsync<RawJson, ValueCodec<RawJson>>(request, default);
                break;
            case 4:
                await caller.SendAsync<IReadOnlyDictionary<string, RawJson>, MapCodec<RawJson, ValueCodec<RawJson>>>(request, default);
                break;
            case 5:
                await using (DownloadStream file = await caller.DownloadAsync(request, default).AsDownloadAsync())
                {
                    await file.CopyToAsync(Stream.Null, patience);
                }

                break;
            case 6:
                await ReadPagesAsync(PagedOperation.ByPosition<IReadOnlyList<RawJson>, RawJson>(
                    "getThing",
                    "startAt",
                    (position, token) => caller.SendAsync<IReadOnlyList<RawJson>, ListCodec<RawJson, ValueCodec<RawJson>>>(s_read.CreateRequest($"/x?startAt={position}"), token),
                    static page => new PageFacts<RawJson> { Items = page },
                    static item => item));
                break;
            case 7:
                await ReadPagesAsync(PagedOperation.ByToken<string, string>(
                    "getThing",
                    "cursor",
                    (cursor, token) => caller.SendTextAsync(s_read.CreateRequest("/x?cursor=" + Uri.EscapeDataString(cursor ?? "")), token),
                    static page => new PageFacts<string> { Items = [page], Link = page.Length % 2 == 0 ? null : page, HasLinks = true, Token = page },
                    static item => item));
                break;
            case 8 when !isApiToken:
                await ListSitesAsync(pipeline.Sites);
                break;
            default:
                await caller.SendAsync<string, StringCodec>(request, default);
                break;
        }

        // The record of any response can be read.
        _ = record.RateLimit;
        _ = record.Find("Retry-After");
    }

    private static async Task ListSitesAsync(SiteDirectory sites)
    {
        try
        {
            await sites.ListAsync(GrantId.Default);
        }
        catch (HttpRequestException)
        {
            // The method documents this exception.
        }
    }

    private static async Task ReadPagesAsync<T>(PagedItems<T> items)
    {
        int pages = 0;
        await foreach (IReadOnlyList<T> page in items.AsPages())
        {
            if (++pages == 4)
            {
                break;
            }
        }
    }

    private static async Task RunAsync(Task call, ManualTime time, string what)
    {
        long startedAt = Stopwatch.GetTimestamp();
        while (!call.IsCompleted)
        {
            if (time.GetUtcNow() - ManualTime.Start > s_longestCall || Stopwatch.GetElapsedTime(startedAt) > TimeSpan.FromMinutes(1))
            {
                throw new TimeoutException($"{what} hangs, after {time.GetUtcNow() - ManualTime.Start} of its own time.");
            }

            if (time.ActiveTimers > 0)
            {
                time.Advance(TimeSpan.FromSeconds(1));
            }

            await Task.Yield();
        }
    }

    private static string SourceOf(HttpRequestMessage request) => request.RequestUri!.AbsolutePath switch
    {
        "/oauth/token" => "token",
        "/oauth/token/accessible-resources" or "/_edge/tenant_info" => "sites",
        _ => "api",
    };

    private static string Good(string path) => path switch
    {
        "/oauth/token" => """{"access_token":"new","refresh_token":"newer","expires_in":3600,"scope":"read:jira-work"}""",
        "/oauth/token/accessible-resources" => $$"""[{"id":"{{CloudId}}","name":"example","url":"{{Site}}","scopes":["read:jira-work"]}]""",
        "/_edge/tenant_info" => $$"""{"cloudId":"{{CloudId}}"}""",
        _ => "[]",
    };

    private static Grant GrantOf(ManualTime time, bool isOver) => new()
    {
        Id = GrantId.Default,
        Version = 1,
        Family = "family",
        AccessToken = new AccessToken("old"),
        AccessTokenExpiresAt = time.GetUtcNow() + (isOver ? TimeSpan.Zero : TimeSpan.FromHours(1)),
        RefreshToken = new RefreshToken("refresh"),
        Scopes = ["read:jira-work"],
        FamilyStartedAt = time.GetUtcNow() - TimeSpan.FromDays(1),
        RotatedAt = time.GetUtcNow() - TimeSpan.FromHours(1),
    };

    private static int Read(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
