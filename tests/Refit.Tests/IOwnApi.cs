using Refit;

namespace Leeway.Refit.Tests;

/// <summary>An interface of the application, which Refit implements.</summary>
public interface IOwnApi
{
    [Get("/rest/api/3/myself")]
    Task<string> GetMyselfAsync(CancellationToken cancellationToken = default);
}
