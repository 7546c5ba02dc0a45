using System.Buffers;
using System.Text.Json;

namespace Leeway.Grants;

/// <summary>The tokens of a grant, as a JSON object that the application's <see cref="ITokenProtector"/> encrypts.</summary>
internal static class ProtectedPair
{
    private const string Access = "access";
    private const string Refresh = "refresh";

    /// <summary>Encrypts the tokens of a grant.</summary>
    /// <exception cref="TokenProtectorFailedException">The protector failed.</exception>
    public static async ValueTask<byte[]> ProtectAsync(Grant grant, ITokenProtector protector, CancellationToken cancellationToken)
    {
        byte[] encrypted;
        try
        {
            encrypted = await protector.ProtectAsync(grant.Id, Write(grant), cancellationToken).ConfigureAwait(false);
            if (encrypted is not { Length: > 0 })
            {
                throw new InvalidOperationException("it returned nothing");
            }
        }
        catch (Exception exception) when (IsFailure(exception, cancellationToken))
        {
            throw new TokenProtectorFailedException(protector, "encrypt", grant.Id, exception);
        }

        // The caller may have stopped waiting long ago, and must not find later that the grant was written after all.
        cancellationToken.ThrowIfCancellationRequested();
        return encrypted;
    }

    /// <summary>Decrypts tokens.</summary>
    /// <exception cref="TokenProtectorFailedException">The protector failed.</exception>
    /// <exception cref="TokenProtectionException">The tokens can never be decrypted with the keys that are configured.</exception>
    public static async ValueTask<(AccessToken AccessToken, RefreshToken? RefreshToken)> UnprotectAsync(
        GrantId grant, byte[] encrypted, ITokenProtector protector, CancellationToken cancellationToken)
    {
        byte[] pair;
        try
        {
            pair = await protector.UnprotectAsync(grant, encrypted, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsFailure(exception, cancellationToken))
        {
            throw new TokenProtectorFailedException(protector, "decrypt", grant, exception);
        }

        try
        {
            return Read(pair);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new TokenProtectionException(
                $"The token protector {protector.GetType().Name} decrypted the tokens of the grant '{grant}' to something else than it had encrypted. Check that it returns the secret unchanged.",
                exception);
        }
    }

    // A timeout inside of a key vault's client is also a failure: only the caller's own cancellation passes unchanged.
    private static bool IsFailure(Exception exception, CancellationToken cancellationToken) =>
        exception is not TokenProtectionException && !cancellationToken.IsCancellationRequested;

    private static byte[] Write(Grant grant)
    {
        var output = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString(Access, grant.AccessToken.Reveal());
            if (grant.RefreshToken is { } refresh)
            {
                json.WriteString(Refresh, refresh.Reveal());
            }

            json.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }

    private static (AccessToken AccessToken, RefreshToken? RefreshToken) Read(byte[] pair)
    {
        using JsonDocument json = JsonDocument.Parse(pair);
        JsonElement root = json.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(Access, out JsonElement access))
        {
            throw new JsonException($"it lacks '{Access}'");
        }

        return (
            new AccessToken(access.GetString()!),
            root.TryGetProperty(Refresh, out JsonElement refresh) ? new RefreshToken(refresh.GetString()!) : null);
    }
}
