using System.Security.Cryptography;

namespace Leeway.AspNetCore;

/// <summary>The stylesheet of the pages.</summary>
internal static class Stylesheet
{
    /// <summary>The text, in UTF-8.</summary>
    public static ReadOnlyMemory<byte> Content { get; } = Read();

    /// <summary>Changes with the text, so that browsers can keep it.</summary>
    public static string Version { get; } = Convert.ToHexStringLower(SHA256.HashData(Content.Span), 0, 4);

    private static byte[] Read()
    {
        using Stream resource = typeof(Stylesheet).Assembly.GetManifestResourceStream("Leeway.AspNetCore.Pages.style.css")!;
        byte[] content = new byte[resource.Length];
        resource.ReadExactly(content);
        return content;
    }
}
