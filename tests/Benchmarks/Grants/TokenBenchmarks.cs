using BenchmarkDotNet.Attributes;
using Leeway.Grants;
using Microsoft.Extensions.DependencyInjection;

namespace Leeway.Benchmarks.Grants;

/// <summary>Compares getting a valid token for a call with reading a field.</summary>
[MemoryDiagnoser]
public class TokenBenchmarks
{
    private const int Threads = 8;
    private const int ReadsPerThread = 10_000;

    private static readonly GrantId s_id = GrantId.Default;

    private ServiceProvider _services = null!;
    private GrantKeeper _keeper = null!;
    private volatile AccessToken _field = null!;
    private long _contentions;

    [GlobalSetup]
    public async Task Prepare()
    {
        _services = new ServiceCollection()
            .AddAtlassian(static options => (options.ClientId, options.ClientSecret) = ("id", "secret"))
            .Services.BuildServiceProvider();
        DateTimeOffset now = DateTimeOffset.UtcNow;
        await _services.GetRequiredService<IGrantStore>().TrySwapAsync(
            new Grant
            {
                Id = s_id,
                Version = 1,
                Family = "family",
                AccessToken = new AccessToken("access"),
                RefreshToken = new RefreshToken("refresh"),
                AccessTokenExpiresAt = now.AddDays(1),
                FamilyStartedAt = now,
                RotatedAt = now,
            },
            null);
        _keeper = _services.GetRequiredService<GrantKeeper>();
        _field = await _keeper.GetAccessTokenAsync(s_id);
        _contentions = Monitor.LockContentionCount;
    }

    [GlobalCleanup]
    public void Clean()
    {
        Console.WriteLine($"// Contended locks: {Monitor.LockContentionCount - _contentions}");
        _services.Dispose();
    }

    /// <summary>The baseline.</summary>
    [Benchmark(Baseline = true)]
    public AccessToken ReadField() => _field;

    [Benchmark]
    public AccessToken GetValidToken()
    {
        ValueTask<AccessToken> token = _keeper.GetAccessTokenAsync(s_id);
        return token.IsCompletedSuccessfully ? token.Result : throw new InvalidOperationException("The token was not returned synchronously.");
    }

    /// <summary>The cost of eight threads alone, including contended locks of the runtime.</summary>
    [Benchmark(OperationsPerInvoke = Threads * ReadsPerThread)]
    public void ReadFieldOnEightThreads() => RunOnEightThreads(static self => self.ReadField());

    /// <summary>The cost of one read with eight concurrent threads. The number of contended locks is printed at the end.</summary>
    [Benchmark(OperationsPerInvoke = Threads * ReadsPerThread)]
    public void GetValidTokenOnEightThreads() => RunOnEightThreads(static self => self.GetValidToken());

    private void RunOnEightThreads(Func<TokenBenchmarks, AccessToken> read)
    {
        var threads = new Thread[Threads];
        for (int i = 0; i < Threads; i++)
        {
            threads[i] = new Thread(() =>
            {
                for (int n = 0; n < ReadsPerThread; n++)
                {
                    read(this);
                }
            });
            threads[i].Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }
    }
}
