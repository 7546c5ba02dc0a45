using Newtonsoft.Json.Linq;

namespace Leeway.Cli.Specs;

/// <summary>Makes the facts-only document of a published one.</summary>
internal static class Trimming
{
    /// <param name="published">The published document's text.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="overlay">The corrections, or null for none.</param>
    /// <returns>The trimmed document's text: the same for the same input, on any machine.</returns>
    /// <exception cref="InputException">The text is no OpenAPI 3.0 document in JSON, or the overlay does not fit it.</exception>
    public static byte[] Trim(byte[] published, string name, Overlay? overlay)
    {
        JObject document = JsonText.ParseObject(published, name);
        overlay?.Apply(document);
        try
        {
            return JsonText.Write(OpenApiFacts.Trim(document));
        }
        catch (InputException e)
        {
            throw new InputException($"'{name}' cannot be used: {e.Message}");
        }
    }
}
