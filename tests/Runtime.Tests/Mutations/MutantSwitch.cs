using System.Reflection;
using Leeway.Grants;

namespace Leeway.Runtime.Tests.Mutations;

/// <summary>Switches a change of the runtime on. Stryker.NET compiles all changes into the assembly, with a class that says which one is active.</summary>
internal static class MutantSwitch
{
    public const int None = -1;

    private static readonly Type? s_control = typeof(GrantId).Assembly.GetTypes().SingleOrDefault(static type => type.Name == "MutantControl");

    private static readonly FieldInfo? s_active = s_control?.GetField("ActiveMutant");

    private static readonly FieldInfo? s_isRecording = s_control?.GetField("CaptureCoverage");

    private static readonly MethodInfo? s_takeCoverage = s_control?.GetMethod("GetCoverageData");

    /// <summary>Whether the assembly contains changes.</summary>
    public static bool IsChanged => s_control is not null;

    public static void Activate(int mutant) => s_active!.SetValue(null, mutant);

    /// <summary>Records which changes the following code reaches, all of them being inactive.</summary>
    public static void StartRecording()
    {
        TakeRecorded();
        s_isRecording!.SetValue(null, true);
    }

    /// <summary>Returns the changes that were reached.</summary>
    public static IReadOnlyList<int> StopRecording()
    {
        s_isRecording!.SetValue(null, false);
        return TakeRecorded();
    }

    private static IReadOnlyList<int> TakeRecorded() => [.. ((IList<int>[])s_takeCoverage!.Invoke(null, null)!)[0]];
}
