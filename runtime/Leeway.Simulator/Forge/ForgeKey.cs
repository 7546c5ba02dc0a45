using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Leeway.Simulator.Forge;

/// <summary>A key that signs tokens (RS256).</summary>
/// <param name="Id">The id, which the header of tokens and the published document have.</param>
/// <param name="Parameters">The key.</param>
internal sealed record ForgeKey(string Id, RSAParameters Parameters)
{
    private const int Bits = 2048;

    public static ForgeKey Create(string id)
    {
        using RSA rsa = RSA.Create(Bits);
        return new ForgeKey(id, rsa.ExportParameters(includePrivateParameters: true));
    }

    public string Sign(JsonObject claims)
    {
        JsonObject header = new() { ["alg"] = "RS256", ["kid"] = Id, ["typ"] = "JWT" };
        string content = $"{Encode(header)}.{Encode(claims)}";
        using RSA rsa = RSA.Create(Parameters);
        byte[] signature = rsa.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{content}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>Describes the public part (JWK).</summary>
    public JsonObject Describe() => new()
    {
        ["kty"] = "RSA",
        ["use"] = "sig",
        ["alg"] = "RS256",
        ["kid"] = Id,
        ["n"] = Base64Url.EncodeToString(Parameters.Modulus),
        ["e"] = Base64Url.EncodeToString(Parameters.Exponent),
    };

    public override string ToString() => Id;

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
