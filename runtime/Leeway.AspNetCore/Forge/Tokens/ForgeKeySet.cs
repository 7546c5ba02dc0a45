using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Leeway.AspNetCore.Forge.Tokens;

/// <summary>The keys that one address publishes: fetched when they are needed, kept, and fetched again as they change.</summary>
/// <remarks>
/// Requests share one fetch, which the end of none of them cancels. Keys older than <see cref="s_refreshAge"/> are used while newer ones are
/// fetched; keys older than <see cref="s_maxAge"/> are not used. An unknown key causes a fetch only if the last one is some time ago, so that
/// tokens with invented keys cause few. After a fetch that failed, nothing is known about an unknown key: Atlassian may have published it.
/// </remarks>
internal sealed class ForgeKeySet(Uri address, HttpClient backchannel, TimeSpan timeout, TimeSpan minRefreshInterval, TimeProvider time, ILogger logger)
{
    private const int MaxBytes = 256 * 1024;
    private const int MaxKeys = 64;
    private const int MinKeyBits = 2048;

    private static readonly TimeSpan s_refreshAge = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_maxAge = TimeSpan.FromHours(24);
    private static readonly TimeSpan s_retryPause = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();

    private FrozenDictionary<string, RsaSecurityKey>? _keys;
    private long _fetchedAt;
    private long? _triedAt;
    private bool _hasFailed;
    private Task? _fetch;

    /// <returns>The key; <see langword="null"/> if it is not published.</returns>
    /// <exception cref="ForgeKeysUnavailableException">The key is not known, and the keys cannot be fetched.</exception>
    public async Task<RsaSecurityKey?> FindAsync(string keyId, CancellationToken cancellationToken)
    {
        Task? fetch;
        lock (_lock)
        {
            FrozenDictionary<string, RsaSecurityKey>? usable = FindUsable_NeedsLock();
            RsaSecurityKey? known = usable?.GetValueOrDefault(keyId);
            bool mayFetch = MayFetch_NeedsLock(hasKeys: usable is not null, isKnown: known is not null);
            if (mayFetch)
            {
                _fetch ??= StartFetch_NeedsLock();
            }

            if (known is not null)
            {
                return known;
            }

            fetch = _fetch;
            if (fetch is null)
            {
                return usable is null || _hasFailed ? throw CreateUnavailable() : null;
            }
        }

        await fetch.WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            FrozenDictionary<string, RsaSecurityKey>? usable = FindUsable_NeedsLock();
            return usable?.GetValueOrDefault(keyId) ?? (usable is null || _hasFailed ? throw CreateUnavailable() : null);
        }
    }

    private FrozenDictionary<string, RsaSecurityKey>? FindUsable_NeedsLock() =>
        _keys is not null && time.GetElapsedTime(_fetchedAt) < s_maxAge ? _keys : null;

    private bool MayFetch_NeedsLock(bool hasKeys, bool isKnown)
    {
        if (_triedAt is not { } triedAt)
        {
            return true;
        }

        TimeSpan sinceTried = time.GetElapsedTime(triedAt);
        TimeSpan pause = _hasFailed || !hasKeys ? s_retryPause : minRefreshInterval;
        return sinceTried >= pause && (!isKnown || time.GetElapsedTime(_fetchedAt) >= s_refreshAge);
    }

    private Task StartFetch_NeedsLock()
    {
        _triedAt = time.GetTimestamp();
        if (ExecutionContext.IsFlowSuppressed())
        {
            return Task.Run(FetchAsync);
        }

        // The fetch outlives the request that starts it.
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(FetchAsync);
        }
    }

    private async Task FetchAsync()
    {
        FrozenDictionary<string, RsaSecurityKey>? keys = null;
        try
        {
            keys = Read(await DownloadAsync().ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            // Whatever is wrong with the document or the connection, nothing is known about tokens without keys.
            ForgeLog.KeysNotFetched(logger, address, exception);
        }
        finally
        {
            lock (_lock)
            {
                _fetch = null;
                _hasFailed = keys is null;
                if (keys is not null)
                {
                    _keys = keys;
                    _fetchedAt = time.GetTimestamp();
                }
            }
        }
    }

    private async Task<string> DownloadAsync()
    {
        // The time limit of the client ends when the headers have arrived.
        using CancellationTokenSource limit = new(timeout, time);
        using HttpResponseMessage response = await backchannel.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        await response.Content.LoadIntoBufferAsync(MaxBytes, limit.Token).ConfigureAwait(false);
        return await response.Content.ReadAsStringAsync(limit.Token).ConfigureAwait(false);
    }

    private static FrozenDictionary<string, RsaSecurityKey> Read(string json)
    {
        Dictionary<string, RsaSecurityKey> keys = new(StringComparer.Ordinal);
        foreach (JsonWebKey key in new JsonWebKeySet(json).Keys)
        {
            if (keys.Count < MaxKeys && ReadKey(key) is { } rsa)
            {
                keys.TryAdd(key.Kid, rsa);
            }
        }

        return keys.Count == 0 ? throw new FormatException("The document has no RSA key for signatures.") : keys.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static RsaSecurityKey? ReadKey(JsonWebKey key)
    {
        if (key is not { Kty: JsonWebAlgorithmsKeyTypes.RSA, Kid.Length: > 0, N.Length: > 0, E.Length: > 0 }
            || key.Use is not (null or "sig")
            || key.Alg is not (null or SecurityAlgorithms.RsaSha256))
        {
            return null;
        }

        RsaSecurityKey rsa = new(new RSAParameters { Modulus = Base64UrlEncoder.DecodeBytes(key.N), Exponent = Base64UrlEncoder.DecodeBytes(key.E) })
        {
            KeyId = key.Kid,
        };
        return rsa.KeySize >= MinKeyBits ? rsa : null;
    }

    private ForgeKeysUnavailableException CreateUnavailable() =>
        new($"The keys that verify invocation tokens could not be fetched from {address.GetLeftPart(UriPartial.Path)}. They are requested again after some seconds.");
}
