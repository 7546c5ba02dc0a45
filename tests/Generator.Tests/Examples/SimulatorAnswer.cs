using Leeway.Simulator.Operations;

namespace Leeway.Generator.Tests.Examples;

/// <summary>A successful answer of the simulator.</summary>
/// <param name="Operation">The operation that was called.</param>
/// <param name="Text">The content; empty if there is none.</param>
internal sealed record SimulatorAnswer(SimulatedOperation Operation, string Text);
