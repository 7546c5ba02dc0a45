using Newtonsoft.Json.Linq;

namespace Leeway.Cli.Specs;

/// <summary>Makes the facts-only document of a published one.</summary>
internal static class Trimming
{
    /// <param name="published">The published document's text.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="overlays">The corrections and additions, in the order in which they apply.</param>
    /// <returns>The trimmed document's text: the same for the same input, on any machine.</returns>
    /// <exception cref="InputException">The text is no OpenAPI 3.0 document in JSON, or an overlay does not fit it.</exception>
    public static byte[] Trim(byte[] published, string name, params IReadOnlyList<Overlay> overlays)
    {
        JObject document = JsonText.ParseObject(published, name);
        foreach (Overlay overlay in overlays)
        {
            overlay.Apply(document);
        }

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
