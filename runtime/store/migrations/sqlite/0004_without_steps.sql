INSERT INTO `trails` (`run`, `number`, `at`, `left`, `steps`)
SELECT `run`, `number`, `at`,
	CASE WHEN `outcome` LIKE 'leave:%' THEN json_array(json_array(`node`, `outcome`, 1)) ELSE '[]' END,
	json_array(json_array(`position`, `node`, `visit`, `outcome`, json(`detail`)))
FROM `steps`;--> statement-breakpoint
DROP TABLE `steps`;
