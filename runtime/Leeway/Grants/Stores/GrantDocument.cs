using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Leeway.Grants;

/// <summary>
/// Reads and writes a grant as a JSON object in which only the tokens are encrypted, for stores that keep grants as text. Later versions of
/// Leeway read what earlier ones wrote.
/// </summary>
public static class GrantDocument
{
    private const int Format = 1;

    private const string FormatName = "form";
    private const string IdName = "id";
    private const string VersionName = "version";
    private const string FamilyName = "family";
    private const string GenerationName = "generation";
    private const string TurnName = "turn";
    private const string AccessTokenExpiresAtName = "accessTokenExpiresAt";
    private const string FamilyStartedAtName = "familyStartedAt";
    private const string RotatedAtName = "rotatedAt";
    private const string UnsettledSinceName = "unsettledSince";
    private const string ScopesName = "scopes";
    private const string PendingSpendName = "pendingSpend";
    private const string StartedAtName = "startedAt";
    private const string InDoubtSinceName = "inDoubtSince";
    private const string LossName = "loss";
    private const string ReasonName = "reason";
    private const string EvidenceName = "evidence";
    private const string AtName = "at";
    private const string RenewableName = "renewable";
    private const string TokensName = "tokens";

    /// <summary>Encrypts the tokens of a grant and writes its document. Nothing is stored yet.</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="protector">Encrypts the tokens.</param>
    /// <param name="cancellationToken">Is passed to the protector.</param>
    /// <returns>The document in UTF-8.</returns>
    /// <exception cref="TokenProtectorFailedException">The protector failed.</exception>
    public static async ValueTask<byte[]> WriteAsync(Grant grant, ITokenProtector protector, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(grant);
        ArgumentNullException.ThrowIfNull(protector);
        return Write(grant, await ProtectedPair.ProtectAsync(grant, protector, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Reads a document and decrypts its tokens.</summary>
    /// <param name="document">The document in UTF-8.</param>
    /// <param name="id">The grant that the document must belong to.</param>
    /// <param name="protector">Decrypts the tokens.</param>
    /// <param name="cancellationToken">Is passed to the protector.</param>
    /// <exception cref="DamagedGrantException">The document is not valid.</exception>
    /// <exception cref="TokenProtectionException">Its tokens cannot be decrypted.</exception>
    /// <exception cref="TokenProtectorFailedException">The protector failed.</exception>
    public static async ValueTask<Grant> ReadAsync(
        ReadOnlyMemory<byte> document, GrantId id, ITokenProtector protector, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(protector);
        (GrantOutline outline, byte[] tokens) = Parse(document, id);
        (AccessToken accessToken, RefreshToken? refreshToken) =
            await ProtectedPair.UnprotectAsync(id, tokens, protector, cancellationToken).ConfigureAwait(false);
        return new Grant(outline, accessToken, refreshToken);
    }

    /// <summary>Reads a grant without decrypting the tokens.</summary>
    /// <param name="document">The document in UTF-8.</param>
    /// <param name="expected">The grant that the document must belong to; <see langword="null"/> for any grant.</param>
    /// <exception cref="DamagedGrantException">The document is not valid.</exception>
    public static GrantOutline ReadOutline(ReadOnlyMemory<byte> document, GrantId? expected = null) => Parse(document, expected).Outline;

    private static byte[] Write(Grant grant, byte[] tokens)
    {
        var output = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber(FormatName, Format);
            json.WriteString(IdName, grant.Id.Value);
            json.WriteNumber(VersionName, grant.Version);
            json.WriteString(FamilyName, grant.Family);
            json.WriteNumber(GenerationName, grant.Generation);
            json.WriteNumber(TurnName, grant.Turn);
            WriteTime(json, AccessTokenExpiresAtName, grant.AccessTokenExpiresAt);
            WriteTime(json, FamilyStartedAtName, grant.FamilyStartedAt);
            WriteTime(json, RotatedAtName, grant.RotatedAt);
            if (grant.UnsettledSince is { } unsettled)
            {
                WriteTime(json, UnsettledSinceName, unsettled);
            }

            json.WriteStartArray(ScopesName);
            foreach (string scope in grant.Scopes)
            {
                json.WriteStringValue(scope);
            }

            json.WriteEndArray();
            if (grant.PendingSpend is { } spend)
            {
                json.WriteStartObject(PendingSpendName);
                json.WriteString(IdName, spend.Id);
                WriteTime(json, StartedAtName, spend.StartedAt);
                WriteTime(json, InDoubtSinceName, spend.InDoubtSince);
                json.WriteNumber(TurnName, spend.Turn);
                json.WriteEndObject();
            }

            if (grant.Loss is { } loss)
            {
                json.WriteStartObject(LossName);
                json.WriteString(ReasonName, loss.Reason.ToString());
                json.WriteString(EvidenceName, loss.Evidence);
                WriteTime(json, AtName, loss.At);
                json.WriteEndObject();
            }

            json.WriteBoolean(RenewableName, grant.HasRefreshToken);
            json.WriteBase64String(TokensName, tokens);
            json.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }

    private static (GrantOutline Outline, byte[] Tokens) Parse(ReadOnlyMemory<byte> document, GrantId? expected)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(document);
            JsonElement root = json.RootElement;
            GrantId id = expected ?? new(ReadText(root, IdName));
            Check(root, id);

            // A document without tokens is not valid, even if they are not needed.
            return (ReadOutline(root, id), GetMember(root, TokensName).GetBytesFromBase64());
        }
        catch (Exception exception) when (exception is JsonException or FormatException or ArgumentException or InvalidOperationException or OverflowException)
        {
            throw new DamagedGrantException(exception.Message, exception);
        }
    }

    private static GrantOutline ReadOutline(JsonElement root, GrantId id) => new()
    {
        Id = id,
        Version = GetMember(root, VersionName).GetInt64(),
        Family = ReadText(root, FamilyName),
        Generation = GetMember(root, GenerationName).GetInt32(),
        Turn = GetMember(root, TurnName).GetInt32(),
        IsRenewable = GetMember(root, RenewableName).GetBoolean(),
        AccessTokenExpiresAt = ReadTime(root, AccessTokenExpiresAtName),
        FamilyStartedAt = ReadTime(root, FamilyStartedAtName),
        RotatedAt = ReadTime(root, RotatedAtName),
        Scopes = [.. GetMember(root, ScopesName).EnumerateArray().Select(static s => s.GetString()!)],
        PendingSpend = root.TryGetProperty(PendingSpendName, out JsonElement spend) ? ReadSpend(spend) : null,
        UnsettledSince = root.TryGetProperty(UnsettledSinceName, out _) ? ReadTime(root, UnsettledSinceName) : null,
        Loss = root.TryGetProperty(LossName, out JsonElement loss) ? ReadLoss(loss) : null,
    };

    private static PendingSpend ReadSpend(JsonElement spend) => new()
    {
        Id = ReadText(spend, IdName),
        StartedAt = ReadTime(spend, StartedAtName),
        InDoubtSince = ReadTime(spend, InDoubtSinceName),
        Turn = GetMember(spend, TurnName).GetInt32(),
    };

    private static GrantLoss ReadLoss(JsonElement loss) => new()
    {
        Reason = Enum.Parse<GrantLossReason>(ReadText(loss, ReasonName)),
        Evidence = ReadText(loss, EvidenceName),
        At = ReadTime(loss, AtName),
    };

    private static void Check(JsonElement root, GrantId id)
    {
        if (root.ValueKind != JsonValueKind.Object || GetMember(root, FormatName).GetInt32() != Format)
        {
            throw new JsonException("it has a format that this version of Leeway does not support");
        }

        if (ReadText(root, IdName) != id.Value)
        {
            throw new JsonException("it belongs to another grant");
        }
    }

    private static JsonElement GetMember(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member)
            ? member
            : throw new JsonException($"it lacks '{name}'");

    private static string ReadText(JsonElement element, string name) => GetMember(element, name).GetString() ?? throw new JsonException($"'{name}' is null");

    private static DateTimeOffset ReadTime(JsonElement element, string name) =>
        DateTimeOffset.ParseExact(ReadText(element, name), "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset time) =>
        json.WriteString(name, time.ToString("O", CultureInfo.InvariantCulture));
}
