using System.Net.Http.Headers;
using BenchmarkDotNet.Attributes;
using Refit;

namespace Leeway.Benchmarks.Calls;

public partial class CallBenchmarks
{
    private readonly IStockApi _byRefit = RestService.ForGenerated<IStockApi>(
        CreateStockClient(), new RefitSettings(new SystemTextJsonContentSerializer(Json.Twins.ModelsContext.Default.Options)));

    [Benchmark]
    [BenchmarkCategory("user")]
    public Task<Json.Twins.User> GetUserByRefit() => _byRefit.GetCurrentUserAsync();

    [Benchmark]
    [BenchmarkCategory("page of projects")]
    public Task<Json.Twins.Page<Json.Twins.Project>> SearchProjectsByRefit() => _byRefit.SearchProjectsAsync(0, 50, "team one");

    /// <summary>Creates the simplest client for stock Refit: a base address and a token that never expires.</summary>
    private static HttpClient CreateStockClient() => new(new MemoryTransport())
    {
        BaseAddress = new Uri($"https://api.atlassian.com/ex/jira/{HandWrittenClient.CloudId}"),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", "access") },
    };
}
