using Leeway.Cluster;

return await ClusterCommand.RunAsync(args, Console.Out);
