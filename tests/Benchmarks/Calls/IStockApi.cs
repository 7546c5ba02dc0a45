using Leeway.Benchmarks.Json.Twins;
using Refit;

namespace Leeway.Benchmarks.Calls;

/// <summary>The two operations as implemented by Refit, with generated request building.</summary>
[Headers("Accept: application/json", "User-Agent: Benchmark/1.0")]
public interface IStockApi
{
    [Get("/rest/api/3/myself")]
    Task<User> GetCurrentUserAsync(string? expand = null, CancellationToken cancellationToken = default);

    [Get("/rest/api/3/project/search")]
    Task<Page<Project>> SearchProjectsAsync(int startAt, int maxResults, string query, CancellationToken cancellationToken = default);
}
