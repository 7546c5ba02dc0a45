using System.Text.Json.Nodes;
using Leeway.Cli.Specs;

namespace Leeway.Cli.Dev.Specs;

/// <summary>Creates the facts-only document from a published one.</summary>
internal static class Trimming
{
    /// <param name="published">The text of the published document.</param>
    /// <param name="name">The name of the document in error messages.</param>
    /// <param name="overlays">The corrections and additions, in the order in which they apply.</param>
    /// <returns>The text of the trimmed document. The same input gives the same bytes on any machine.</returns>
    /// <exception cref="InputException">The text is not an OpenAPI 3.0 document in JSON, or an overlay does not match it.</exception>
    public static byte[] Trim(byte[] published, string name, params IReadOnlyList<Overlay> overlays)
    {
        JsonObject document = StrictJson.ParseObject(published, name);
        foreach (Overlay overlay in overlays)
        {
            overlay.Apply(document);
        }

        try
        {
            return StrictJson.Write(OpenApiFacts.Trim(document));
        }
        catch (InputException e)
        {
            throw new InputException($"'{name}' cannot be used: {e.Message}");
        }
    }
}
