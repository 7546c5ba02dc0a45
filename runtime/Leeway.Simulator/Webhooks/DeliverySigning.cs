using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Leeway.Simulator.Webhooks;

/// <summary>Creates the proofs of deliveries.</summary>
internal static class DeliverySigning
{
    private const string Header = """{"alg":"HS256","typ":"JWT"}""";

    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(15);

    /// <summary>Creates the token of a dynamic webhook, which does not cover the body.</summary>
    public static string CreateToken(string clientSecret, DateTimeOffset now)
    {
        string claims = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"nbf":{{now.ToUnixTimeSeconds()}},"exp":{{(now + s_lifetime).ToUnixTimeSeconds()}}}""");
        string content = $"{Encode(Header)}.{Encode(claims)}";
        byte[] signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(clientSecret), Encoding.ASCII.GetBytes(content));
        return $"{content}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>Creates the signature of the body that the webhook of an administrator has.</summary>
    public static string SignBody(string secret, ReadOnlySpan<byte> body) =>
        $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body))}";

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
