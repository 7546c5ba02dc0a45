using Leeway.RichText.Schema;

namespace Leeway.RichText.Samples;

/// <summary>Writes samples for <c>build/judge-adf</c>, which compares our verdicts with those of Atlassian's schema.</summary>
public static class SampleFiles
{
    /// <summary>The folder in <c>LEEWAY_ADF_SAMPLES</c>, or null.</summary>
    private static readonly string? s_folder = Environment.GetEnvironmentVariable("LEEWAY_ADF_SAMPLES");

    /// <summary>Writes the rules of <see cref="AdfSchema"/>, if the environment has a folder.</summary>
    public static void WriteRules()
    {
        if (s_folder is not null)
        {
            File.WriteAllText(Path.Combine(s_folder, "rules.json"), AdfSchema.ToSchema());
        }
    }

    /// <summary>Writes one line for each sample, if the environment has a folder.</summary>
    /// <param name="name">The name of the file, without its extension.</param>
    /// <param name="samples">JSON texts, and the definitions that they follow or break.</param>
    public static void Write(string name, IEnumerable<(string Json, string Definition)> samples)
    {
        if (s_folder is null)
        {
            return;
        }

        File.WriteAllLines(Path.Combine(s_folder, name + ".jsonl"), samples.Select(static sample =>
        {
            string isValid = AdfValidator.Validate(sample.Json, sample.Definition).Count == 0 ? "true" : "false";
            return $$"""{"definition":"{{sample.Definition}}","valid":{{isValid}},"document":{{sample.Json}}}""";
        }));
    }
}
