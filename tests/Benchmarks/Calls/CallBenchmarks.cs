using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Leeway.Grants;
using Leeway.Jira;
using Microsoft.Extensions.DependencyInjection;

namespace Leeway.Benchmarks.Calls;

/// <summary>
/// A call through the whole pipeline with a valid token, beside the same call by <see cref="HttpClient"/> and System.Text.Json
/// written by hand, alone and with the standard resilience handler, and by Refit's own implementation. Nothing is sent: the
/// response is in memory.
/// </summary>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public partial class CallBenchmarks
{
    private const string ResilientClient = "by hand";

    private readonly HandWrittenClient _byHand = new(new HttpClient(new MemoryTransport()));
    private HandWrittenClient _byHandWithResilience = null!;
    private ServiceProvider _services = null!;
    private IJiraClient _jira = null!;

    [GlobalSetup]
    public async Task Prepare()
    {
        ServiceCollection services = new();
        services.AddHttpClient(ResilientClient)
            .ConfigurePrimaryHttpMessageHandler(static () => new MemoryTransport())
            .RemoveAllLoggers()
            .AddStandardResilienceHandler();
        _services = services
            .AddAtlassian(static options => (options.ClientId, options.ClientSecret) = ("id", "secret"))
            .UseTransport(static _ => new MemoryTransport())
            .AddJira()
            .Services.BuildServiceProvider();
        DateTimeOffset now = DateTimeOffset.UtcNow;
        await _services.GetRequiredService<IGrantStore>().TrySwapAsync(
            new Grant
            {
                Id = GrantId.Default,
                Version = 1,
                Family = "family",
                AccessToken = new AccessToken("access"),
                RefreshToken = new RefreshToken("refresh"),
                AccessTokenExpiresAt = now.AddDays(1),
                FamilyStartedAt = now,
                RotatedAt = now,
            },
            null);
        _jira = _services.GetRequiredService<IJiraClient>();
        _byHandWithResilience = new HandWrittenClient(_services.GetRequiredService<IHttpClientFactory>().CreateClient(ResilientClient));
        await GetUser();
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _byHandWithResilience.Dispose();
        _services.Dispose();
        _byHand.Dispose();
    }

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("user")]
    public Task<Json.Twins.User> GetUserByHand() => _byHand.GetCurrentUserAsync();

    [Benchmark]
    [BenchmarkCategory("user")]
    public Task<Json.Twins.User> GetUserByHandWithResilience() => _byHandWithResilience.GetCurrentUserAsync();

    [Benchmark]
    [BenchmarkCategory("user")]
    public Task<User> GetUser() => _jira.Myself.GetCurrentUserAsync();

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("page of projects")]
    public Task<Json.Twins.Page<Json.Twins.Project>> SearchProjectsByHand() => _byHand.SearchProjectsAsync(0, 50, "team one");

    [Benchmark]
    [BenchmarkCategory("page of projects")]
    public Task<Json.Twins.Page<Json.Twins.Project>> SearchProjectsByHandWithResilience() =>
        _byHandWithResilience.SearchProjectsAsync(0, 50, "team one");

    [Benchmark]
    [BenchmarkCategory("page of projects")]
    public Task<Page<Project>> SearchProjects() => _jira.Projects.SearchProjectsAsync(startAt: 0, maxResults: 50, query: "team one");
}
