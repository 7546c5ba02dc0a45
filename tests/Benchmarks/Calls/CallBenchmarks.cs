using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Leeway.Grants;
using Leeway.Jira;
using Microsoft.Extensions.DependencyInjection;

namespace Leeway.Benchmarks.Calls;

/// <summary>
/// Compares a call through the full pipeline with a valid token, the same call with handwritten <see cref="HttpClient"/> and
/// System.Text.Json code, and with Refit's own implementation. Nothing is sent: the response is in memory.
/// </summary>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public partial class CallBenchmarks
{
    private readonly HandWrittenClient _byHand = new(new MemoryTransport());
    private ServiceProvider _services = null!;
    private IJiraClient _jira = null!;

    [GlobalSetup]
    public async Task Prepare()
    {
        _services = new ServiceCollection()
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
        await GetUser();
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _services.Dispose();
        _byHand.Dispose();
    }

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("user")]
    public Task<Json.Twins.User> GetUserByHand() => _byHand.GetCurrentUserAsync();

    [Benchmark]
    [BenchmarkCategory("user")]
    public Task<User> GetUser() => _jira.Myself.GetCurrentUserAsync();

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("page of projects")]
    public Task<Json.Twins.Page<Json.Twins.Project>> SearchProjectsByHand() => _byHand.SearchProjectsAsync(0, 50, "team one");

    [Benchmark]
    [BenchmarkCategory("page of projects")]
    public Task<Page<Project>> SearchProjects() => _jira.Projects.SearchProjectsAsync(startAt: 0, maxResults: 50, query: "team one");
}
