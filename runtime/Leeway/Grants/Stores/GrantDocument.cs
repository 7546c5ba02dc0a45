using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Leeway.Grants;

/// <summary>Reads and writes a grant as a JSON object in which only the tokens are encrypted.</summary>
internal static class GrantDocument
{
    private const int Format = 1;

    public static byte[] Write(Grant grant, ITokenProtector protector)
    {
        var output = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("form"u8, Format);
            json.WriteString("id"u8, grant.Id.Value);
            json.WriteNumber("version"u8, grant.Version);
            json.WriteString("family"u8, grant.Family);
            json.WriteNumber("generation"u8, grant.Generation);
            json.WriteNumber("turn"u8, grant.Turn);
            Write(json, "accessTokenExpiresAt"u8, grant.AccessTokenExpiresAt);
            Write(json, "familyStartedAt"u8, grant.FamilyStartedAt);
            Write(json, "rotatedAt"u8, grant.RotatedAt);
            if (grant.UnsettledSince is { } unsettled)
            {
                Write(json, "unsettledSince"u8, unsettled);
            }

            json.WriteStartArray("scopes"u8);
            foreach (string scope in grant.Scopes)
            {
                json.WriteStringValue(scope);
            }

            json.WriteEndArray();
            if (grant.PendingSpend is { } spend)
            {
                json.WriteStartObject("pendingSpend"u8);
                json.WriteString("id"u8, spend.Id);
                Write(json, "startedAt"u8, spend.StartedAt);
                Write(json, "inDoubtSince"u8, spend.InDoubtSince);
                json.WriteNumber("turn"u8, spend.Turn);
                json.WriteEndObject();
            }

            if (grant.Loss is { } loss)
            {
                json.WriteStartObject("loss"u8);
                json.WriteString("reason"u8, loss.Reason.ToString());
                json.WriteString("evidence"u8, loss.Evidence);
                Write(json, "at"u8, loss.At);
                json.WriteEndObject();
            }

            json.WriteBoolean("renewable"u8, grant.RefreshToken is not null);
            json.WriteBase64String("tokens"u8, protector.Protect(grant.Id, WriteTokens(grant)));
            json.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }

    /// <summary>Returns whether an exception means that a document is damaged or was not written by Leeway.</summary>
    public static bool IsUnreadable(Exception exception) =>
        exception is JsonException or FormatException or ArgumentException or InvalidOperationException or OverflowException;

    /// <exception cref="JsonException">The document is not valid.</exception>
    /// <exception cref="TokenProtectionException">Its tokens cannot be decrypted.</exception>
    public static Grant Read(ReadOnlyMemory<byte> document, GrantId id, ITokenProtector protector)
    {
        using JsonDocument json = JsonDocument.Parse(document);
        JsonElement root = json.RootElement;
        Check(root, id);
        GrantOutline outline = ReadOutline(root, id);
        using JsonDocument tokens = JsonDocument.Parse(protector.Unprotect(id, GetMember(root, "tokens").GetBytesFromBase64()));
        return new Grant
        {
            Id = id,
            Version = outline.Version,
            Family = outline.Family,
            Generation = outline.Generation,
            Turn = outline.Turn,
            AccessToken = new AccessToken(ReadText(tokens.RootElement, "access")),
            RefreshToken = tokens.RootElement.TryGetProperty("refresh", out JsonElement refresh) ? new RefreshToken(refresh.GetString()!) : null,
            AccessTokenExpiresAt = outline.AccessTokenExpiresAt,
            FamilyStartedAt = outline.FamilyStartedAt,
            RotatedAt = outline.RotatedAt,
            Scopes = outline.Scopes,
            PendingSpend = outline.PendingSpend,
            UnsettledSince = outline.UnsettledSince,
            Loss = outline.Loss,
        };
    }

    /// <summary>Reads a grant without decrypting the tokens.</summary>
    /// <param name="document">The document.</param>
    /// <param name="expected">The grant that the document must belong to; <see langword="null"/> for any grant.</param>
    /// <exception cref="JsonException">The document is not valid.</exception>
    public static GrantOutline ReadOutline(ReadOnlyMemory<byte> document, GrantId? expected = null)
    {
        using JsonDocument json = JsonDocument.Parse(document);
        JsonElement root = json.RootElement;
        GrantId id = expected ?? new(ReadText(root, "id"));
        Check(root, id);

        // A document without tokens is not valid.
        _ = GetMember(root, "tokens").GetBytesFromBase64();
        return ReadOutline(root, id);
    }

    private static GrantOutline ReadOutline(JsonElement root, GrantId id) => new()
    {
        Id = id,
        Version = GetMember(root, "version").GetInt64(),
        Family = ReadText(root, "family"),
        Generation = GetMember(root, "generation").GetInt32(),
        Turn = GetMember(root, "turn").GetInt32(),
        IsRenewable = GetMember(root, "renewable").GetBoolean(),
        AccessTokenExpiresAt = ReadTime(root, "accessTokenExpiresAt"),
        FamilyStartedAt = ReadTime(root, "familyStartedAt"),
        RotatedAt = ReadTime(root, "rotatedAt"),
        Scopes = [.. GetMember(root, "scopes").EnumerateArray().Select(static s => s.GetString()!)],
        PendingSpend = ReadSpend(root),
        UnsettledSince = root.TryGetProperty("unsettledSince", out _) ? ReadTime(root, "unsettledSince") : null,
        Loss = root.TryGetProperty("loss", out JsonElement loss)
            ? new GrantLoss(Enum.Parse<GrantLossReason>(ReadText(loss, "reason")), ReadText(loss, "evidence"), ReadTime(loss, "at"))
            : null,
    };

    private static byte[] WriteTokens(Grant grant)
    {
        var output = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString("access"u8, grant.AccessToken.Reveal());
            if (grant.RefreshToken is { } refresh)
            {
                json.WriteString("refresh"u8, refresh.Reveal());
            }

            json.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }

    private static void Check(JsonElement root, GrantId id)
    {
        if (root.ValueKind != JsonValueKind.Object || GetMember(root, "form").GetInt32() != Format)
        {
            throw new JsonException("it has a format that this version of Leeway does not support");
        }

        if (ReadText(root, "id") != id.Value)
        {
            throw new JsonException("it belongs to another grant");
        }
    }

    private static PendingSpend? ReadSpend(JsonElement root) => root.TryGetProperty("pendingSpend", out JsonElement spend)
        ? new PendingSpend(ReadText(spend, "id"), ReadTime(spend, "startedAt"), ReadTime(spend, "inDoubtSince"), GetMember(spend, "turn").GetInt32())
        : null;

    private static JsonElement GetMember(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member)
            ? member
            : throw new JsonException($"it lacks '{name}'");

    private static string ReadText(JsonElement element, string name) => GetMember(element, name).GetString() ?? throw new JsonException($"'{name}' is null");

    private static DateTimeOffset ReadTime(JsonElement element, string name) =>
        DateTimeOffset.ParseExact(ReadText(element, name), "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset time) =>
        json.WriteString(name, time.ToString("O", CultureInfo.InvariantCulture));
}
