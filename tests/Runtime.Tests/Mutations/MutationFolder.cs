using System.Globalization;

namespace Leeway.Runtime.Tests.Mutations;

/// <summary>The files by which build/measure-mutations and the processes that run the tests for it know what was done already.</summary>
internal sealed class MutationFolder(string path)
{
    private const char Separator = '\t';

    private string CoverageFile => Path.Combine(path, "coverage.txt");

    private string ResultFile => Path.Combine(path, "results.txt");

    private string CurrentFile => Path.Combine(path, "current.txt");

    public static MutationFolder? Current { get; } = Environment.GetEnvironmentVariable("LEEWAY_MUTATION_RUN") is { Length: > 0 } path ? new MutationFolder(path) : null;

    /// <summary>The only change of this process, which is active from its start; <see langword="null"/> to run the others one after the other.</summary>
    public static int? Initial { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("LEEWAY_MUTANT"), CultureInfo.InvariantCulture, out int mutant) ? mutant : null;

    public IReadOnlyList<int> ReadMutants() => [.. File.ReadLines(Path.Combine(path, "mutants.txt")).Select(static line => int.Parse(line, CultureInfo.InvariantCulture))];

    /// <summary>Returns the other changes of the same file.</summary>
    public IReadOnlyList<int> ReadNeighbors(int mutant) => ParseNumbers(File.ReadLines(Path.Combine(path, "initializers.txt"))
        .Select(static line => line.Split(Separator)).First(parts => int.Parse(parts[0], CultureInfo.InvariantCulture) == mutant)[1]);

    public HashSet<int> ReadFinished() => File.Exists(ResultFile)
        ? [.. File.ReadLines(ResultFile).Select(static line => int.Parse(line.Split(Separator)[0], CultureInfo.InvariantCulture))]
        : [];

    public void WriteResult(int mutant, string status, string test = "") =>
        File.AppendAllText(ResultFile, string.Create(CultureInfo.InvariantCulture, $"{mutant}{Separator}{status}{Separator}{test}\n"));

    /// <summary>Notes the change that is active, so that the next process knows it if this one does not end in order.</summary>
    public void WriteCurrent(int? mutant) => File.WriteAllText(CurrentFile, mutant?.ToString(CultureInfo.InvariantCulture));

    public int? ReadCurrent() =>
        File.Exists(CurrentFile) && int.TryParse(File.ReadAllText(CurrentFile), CultureInfo.InvariantCulture, out int mutant) ? mutant : null;

    public IReadOnlyDictionary<string, TestCoverage>? ReadCoverage() => File.Exists(CoverageFile)
        ? File.ReadLines(CoverageFile).Select(static line => line.Split(Separator)).ToDictionary(
            static parts => parts[0],
            static parts => new TestCoverage(TimeSpan.FromMilliseconds(double.Parse(parts[1], CultureInfo.InvariantCulture)), ParseNumbers(parts[2])))
        : null;

    public void WriteCoverage(IReadOnlyDictionary<string, TestCoverage> tests)
    {
        string temporary = CoverageFile + ".new";
        File.WriteAllLines(temporary, tests.Select(static test => string.Join(
            Separator,
            test.Key,
            test.Value.Duration.TotalMilliseconds.ToString(CultureInfo.InvariantCulture),
            string.Join(' ', test.Value.Mutants))));
        File.Move(temporary, CoverageFile, overwrite: true);
    }

    private static IReadOnlyList<int> ParseNumbers(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static number => int.Parse(number, CultureInfo.InvariantCulture))];
}
