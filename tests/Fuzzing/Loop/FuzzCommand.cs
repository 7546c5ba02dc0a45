using System.Globalization;
using Leeway.Fuzzing.Targets;

namespace Leeway.Fuzzing.Loop;

/// <summary>The command line: <c>TARGET [--minutes N] [--seed N] [--input FILE]</c>.</summary>
internal static class FuzzCommand
{
    private static readonly Dictionary<string, Func<FuzzTarget>> s_targets = new(StringComparer.Ordinal)
    {
        ["json"] = static () => new JsonTarget(),
        ["headers"] = static () => new HeaderTarget(),
        ["links"] = static () => new LinkTarget(),
        ["adf"] = static () => new AdfTarget(),
        ["jql"] = static () => new JqlTarget(),
        ["markdown"] = static () => new MarkdownTarget(),
        ["openapi"] = static () => new OpenApiTarget(),
    };

    /// <param name="args">The arguments.</param>
    /// <param name="output">Receives findings and the number of inputs.</param>
    /// <returns>0 if there is no finding, 1 if there is one, 2 if the arguments are wrong.</returns>
    public static int Run(string[] args, TextWriter output)
    {
        double minutes = 1;
        int seed = Environment.TickCount;
        string? input = null;
        bool isUsable = args.Length % 2 == 1 && s_targets.ContainsKey(args[0]);
        for (int i = 1; isUsable && i < args.Length; i += 2)
        {
            isUsable = args[i] switch
            {
                "--minutes" => double.TryParse(args[i + 1], CultureInfo.InvariantCulture, out minutes) && minutes > 0,
                "--seed" => int.TryParse(args[i + 1], CultureInfo.InvariantCulture, out seed),
                "--input" => File.Exists(input = args[i + 1]),
                _ => false,
            };
        }

        if (!isUsable)
        {
            output.WriteLine($"Usage: {string.Join('|', s_targets.Keys)} [--minutes N] [--seed N] [--input FILE]");
            return 2;
        }

        FuzzTarget target = s_targets[args[0]]();
        using var recorder = new InputRecorder(args[0]);
        var loop = new FuzzLoop(target, recorder, output);
        return (input is null ? loop.Run(TimeSpan.FromMinutes(minutes), seed) : loop.RunOnce(File.ReadAllBytes(input))) ? 0 : 1;
    }
}
