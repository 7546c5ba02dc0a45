using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Leeway.AspNetCore.Tests.Forge;

/// <summary>Issues invocation tokens as Forge does, and every wrong kind of them.</summary>
internal sealed class ForgeTokens
{
    public const string App = "ari:cloud:ecosystem::app/8db33809-1f32-48bb-8c52-5877dab48107";
    public const string Installation = "ari:cloud:ecosystem::installation/0a3a7799-53ae-4a5b-9e7e-03338980abb5";
    public const string Cloud = "d0d52620-3203-4cfa-8db5-f2587155f0dd";
    public const string KeyId = "forge/invocation-token/1";

    public static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_700_175_150);

    // Creating a key takes longer than most tests.
    private static readonly RSA s_key = RSA.Create(2048);

    public RSA Key { get; } = s_key;

    public static JsonObject Header() => new() { ["alg"] = "RS256", ["kid"] = KeyId, ["typ"] = "JWT" };

    public static JsonObject Claims() => new()
    {
        ["app"] = new JsonObject
        {
            ["id"] = App,
            ["appVersion"] = "16.0.1",
            ["installationId"] = Installation,
            ["apiBaseUrl"] = $"https://api.atlassian.com/ex/jira/{Cloud}",
            ["environment"] = new JsonObject { ["type"] = "PRODUCTION", ["id"] = "ari:cloud:ecosystem::environment/x/y" },
            ["module"] = new JsonObject { ["type"] = "xen:macro", ["key"] = "boot" },
            ["license"] = new JsonObject
            {
                ["isActive"] = true,
                ["billingPeriod"] = "MONTHLY",
                ["capabilitySet"] = "capabilityAdvanced",
                ["isEvaluation"] = false,
                ["subscriptionEndDate"] = "2026-12-08T00:00:00.000Z",
                ["supportEntitlementNumber"] = null,
                ["trialEndDate"] = "1989949707000",
                ["type"] = "commercial",
                ["modes"] = new JsonArray("USER_ACCESS"),
            },
            ["installation"] = new JsonObject
            {
                ["id"] = Installation,
                ["contexts"] = new JsonArray(
                    new JsonObject { ["name"] = "jira", ["apiBaseUrl"] = $"https://api.atlassian.com/ex/jira/{Cloud}", ["cloudId"] = Cloud },
                    new JsonObject { ["name"] = "confluence", ["apiBaseUrl"] = $"https://api.atlassian.com/ex/confluence/{Cloud}", ["cloudId"] = Cloud }),
            },
        },
        ["context"] = new JsonObject { ["cloudId"] = Cloud, ["siteUrl"] = "https://example.atlassian.net", ["moduleKey"] = "boot" },
        ["principal"] = "655362:312d3308-8954-42b0-aa38-771a10c88656",
        ["aud"] = App,
        ["iss"] = "forge/invocation-token",
        ["iat"] = Now.ToUnixTimeSeconds() - 1,
        ["nbf"] = Now.ToUnixTimeSeconds() - 1,
        ["exp"] = Now.ToUnixTimeSeconds() + 24,
        ["jti"] = "d8a496253ec8c18a54631e4c82cbedd5d0ae8570",
    };

    public string Create() => Sign(Header(), Claims());

    /// <summary>Creates the token of an event, which no user and no user interface causes.</summary>
    public string CreateForEvent(Action<JsonObject>? change = null)
    {
        JsonObject claims = Claims();
        claims.Remove("principal");
        claims.Remove("context");
        claims["app"]!["module"] = new JsonObject { ["type"] = "core:endpoint", ["key"] = "events" };
        change?.Invoke(claims);
        return Sign(Header(), claims);
    }

    public string Sign(JsonObject header, JsonObject claims, RSA? key = null, HashAlgorithmName? hash = null, RSASignaturePadding? padding = null) =>
        SignText(header.ToJsonString(), claims.ToJsonString(), key, hash, padding);

    public string SignText(string header, string claims, RSA? key = null, HashAlgorithmName? hash = null, RSASignaturePadding? padding = null)
    {
        string content = $"{Encode(header)}.{Encode(claims)}";
        byte[] signature = (key ?? Key).SignData(Encoding.ASCII.GetBytes(content), hash ?? HashAlgorithmName.SHA256, padding ?? RSASignaturePadding.Pkcs1);
        return $"{content}.{Base64Url.EncodeToString(signature)}";
    }

    public static string SignWithSecret(JsonObject header, JsonObject claims, byte[] secret)
    {
        string content = $"{Encode(header.ToJsonString())}.{Encode(claims.ToJsonString())}";
        return $"{content}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(content)))}";
    }

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public static JsonObject Publish(RSA key, string id)
    {
        RSAParameters parameters = key.ExportParameters(false);
        return new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["alg"] = "RS256",
            ["kid"] = id,
            ["n"] = Base64Url.EncodeToString(parameters.Modulus),
            ["e"] = Base64Url.EncodeToString(parameters.Exponent),
        };
    }

    public static string PublishSet(params JsonObject[] keys) => new JsonObject { ["keys"] = new JsonArray([.. keys]) }.ToJsonString();
}
